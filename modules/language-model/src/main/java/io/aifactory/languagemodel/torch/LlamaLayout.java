package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the tensors of a Llama model in Hugging Face names lie in the list of tensors that {@code
 * llama.py} works on: some are stacked by rows, so that one matrix product serves several of them.
 *
 * @param tensors in the order of the list
 */
record LlamaLayout(List<Fused> tensors) {
    LlamaLayout {
        tensors = List.copyOf(tensors);
    }

    /**
     * One tensor of the graph.
     *
     * @param columns 0 for a vector
     */
    record Fused(List<Part> parts, long columns) {
        Fused {
            parts = List.copyOf(parts);
        }

        long rows() {
            return parts.stream().mapToLong(Part::rows).sum();
        }

        long[] shape() {
            return columns == 0 ? new long[] {rows()} : new long[] {rows(), columns};
        }
    }

    /**
     * One tensor of the file, whole rows of a fused one.
     *
     * @param rotaryHeads heads whose rows are reordered for the complex rotation; 0 = none
     */
    record Part(String name, long rows, long columns, long rotaryHeads) {
        List<Long> shape() {
            return columns == 0 ? List.of(rows) : List.of(rows, columns);
        }
    }

    static LlamaLayout of(ModelConfig config) {
        long hidden = config.hidden();
        long queries = (long) config.heads() * config.headSize();
        long keys = (long) config.keyValueHeads() * config.headSize();
        List<Fused> all = new ArrayList<>();
        all.add(
                matrix(
                        hidden,
                        new Part("model.embed_tokens.weight", config.vocabulary(), hidden, 0)));
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            String attention = prefix + "self_attn.";
            all.add(vector(prefix + "input_layernorm.weight", hidden));
            all.add(
                    matrix(
                            hidden,
                            new Part(attention + "q_proj.weight", queries, hidden, config.heads()),
                            new Part(
                                    attention + "k_proj.weight",
                                    keys,
                                    hidden,
                                    config.keyValueHeads()),
                            new Part(attention + "v_proj.weight", keys, hidden, 0)));
            all.add(matrix(queries, new Part(attention + "o_proj.weight", hidden, queries, 0)));
            all.add(vector(prefix + "post_attention_layernorm.weight", hidden));
            all.add(
                    matrix(
                            hidden,
                            new Part(
                                    prefix + "mlp.gate_proj.weight",
                                    config.intermediate(),
                                    hidden,
                                    0),
                            new Part(
                                    prefix + "mlp.up_proj.weight",
                                    config.intermediate(),
                                    hidden,
                                    0)));
            all.add(
                    matrix(
                            config.intermediate(),
                            new Part(
                                    prefix + "mlp.down_proj.weight",
                                    hidden,
                                    config.intermediate(),
                                    0)));
        }
        all.add(vector("model.norm.weight", hidden));
        if (!config.tiedEmbeddings()) {
            all.add(matrix(hidden, new Part("lm_head.weight", config.vocabulary(), hidden, 0)));
        }
        return new LlamaLayout(all);
    }

    /** Every tensor of the file, in the order of the list. */
    List<Part> parts() {
        return tensors.stream().flatMap(fused -> fused.parts().stream()).toList();
    }

    /**
     * Weights that would be ignored are an error: the model would not compute what its maker meant.
     *
     * @throws ModelFormatException naming one that has no place
     */
    void requireNothingElse(Set<String> names) {
        Set<String> known = parts().stream().map(Part::name).collect(Collectors.toSet());
        for (String name : new TreeSet<>(names)) {
            // a tied head may be stored again; frequencies follow from the configuration
            if (!known.contains(name)
                    && !name.equals("lm_head.weight")
                    && !name.endsWith("rotary_emb.inv_freq")) {
                throw new ModelFormatException("the weights have an unknown tensor " + name);
            }
        }
    }

    long parameters() {
        return parts().stream().mapToLong(p -> p.rows() * Math.max(1, p.columns())).sum();
    }

    private static Fused vector(String name, long size) {
        return new Fused(List.of(new Part(name, size, 0, 0)), 0);
    }

    private static Fused matrix(long columns, Part... parts) {
        return new Fused(List.of(parts), columns);
    }
}
