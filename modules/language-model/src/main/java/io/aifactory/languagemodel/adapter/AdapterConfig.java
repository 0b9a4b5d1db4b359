package io.aifactory.languagemodel.adapter;

import java.util.List;

/**
 * What an adapter's configuration says of the matrices it changes: W becomes W + scale · B · A, A
 * of {@code rank} rows.
 *
 * @param rank where no pattern says otherwise
 * @param alpha the same; the scale is alpha / rank
 * @param rootScale whether the scale is alpha / √rank instead (Kalajdzievski, "A rank stabilization
 *     scaling factor for fine-tuning with LoRA", 2023)
 * @param ranks of modules whose name, or the last part of it, a pattern matches; the first counts
 * @param alphas the same
 */
record AdapterConfig(
        int rank,
        double alpha,
        boolean rootScale,
        TargetModules targets,
        List<Ranked> ranks,
        List<Scaled> alphas) {
    /** Largest rank of one matrix. */
    static final int MAX_RANK = 256;

    AdapterConfig {
        ranks = List.copyOf(ranks);
        alphas = List.copyOf(alphas);
    }

    /** An entry of {@code rank_pattern}. */
    record Ranked(ModulePattern modules, int rank) {}

    /** An entry of {@code alpha_pattern}. */
    record Scaled(ModulePattern modules, double alpha) {}

    boolean covers(LinearModule module) {
        return targets.covers(module);
    }

    int rank(LinearModule module) {
        return ranks.stream()
                .filter(entry -> entry.modules().matches(module.name()))
                .map(Ranked::rank)
                .findFirst()
                .orElse(rank);
    }

    double scale(LinearModule module) {
        double own =
                alphas.stream()
                        .filter(entry -> entry.modules().matches(module.name()))
                        .map(Scaled::alpha)
                        .findFirst()
                        .orElse(alpha);
        int rows = rank(module);
        return own / (rootScale ? Math.sqrt(rows) : rows);
    }
}
