package io.aifactory.simulator.experiment.routing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the cells of a matrix say of each policy; a pure function of them.
 *
 * @param cells with the same policies each
 * @param own the policy that the others are compared with
 */
record MatrixTable(List<MatrixCell> cells, String own) {
    MatrixTable {
        cells = List.copyOf(cells);
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a matrix has cells");
        }
    }

    /** All but the own one. */
    List<String> baselines() {
        return policies().stream().filter(policy -> !policy.equals(own)).toList();
    }

    private List<String> policies() {
        return List.copyOf(cells.getFirst().goodput().keySet());
    }

    /** Geometric mean of the goodput of a policy over all cells. */
    double geometricMean(String policy) {
        double sum = cells.stream().mapToDouble(cell -> Math.log(cell.mean(policy))).sum();
        return Math.exp(sum / cells.size());
    }

    /** The smallest share of the best baseline's goodput that a policy reaches in any cell. */
    double worstShare(String policy) {
        return cells.stream()
                .mapToDouble(cell -> cell.mean(policy) / cell.best(baselines()))
                .min()
                .orElseThrow();
    }

    /** The best geometric mean of a single baseline. */
    double bestBaseline() {
        return baselines().stream().mapToDouble(this::geometricMean).max().orElse(0);
    }

    /** One line for each cell, then one for each policy. */
    String text() {
        String rows = cells.stream().map(this::row).collect(Collectors.joining("\n"));
        String sums =
                policies().stream()
                        .map(policy ->
                                String.format(
                                        Locale.ROOT,
                                        "%-30s geometric mean %.3f, worst cell %.3f of the best baseline",
                                        policy,
                                        geometricMean(policy),
                                        worstShare(policy)))
                        .collect(Collectors.joining("\n"));
        return String.format(
                Locale.ROOT,
                "%s%n%s%n%s: %.3f of the best single baseline%n",
                rows,
                sums,
                own,
                geometricMean(own) / bestBaseline());
    }

    private String row(MatrixCell cell) {
        return String.format(
                        Locale.ROOT,
                        "%-34s %-24s x%.1f ",
                        cell.workload(),
                        cell.model(),
                        cell.load())
                + policies().stream()
                        .map(policy -> String.format(Locale.ROOT, "%.3f", cell.mean(policy)))
                        .collect(Collectors.joining(" "));
    }
}
