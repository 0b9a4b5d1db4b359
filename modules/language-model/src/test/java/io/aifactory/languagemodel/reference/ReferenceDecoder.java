package io.aifactory.languagemodel.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole decoder: a text's tokens in, logits after every token out. */
public final class ReferenceDecoder {
    private final PlainFamily family;
    private final double[] embedding;
    private final double[] head;
    private final double[] finalNorm;
    private final List<Block> blocks = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Block(
            double[] before,
            PlainAttention attention,
            Optional<double[]> afterAttention,
            double[] beforeFeedForward,
            PlainFeedForward feedForward,
            Optional<double[]> afterFeedForward) {}

    /**
     * @param config text of {@code config.json}, with every key that matters
     * @param weights asked for every tensor that such a model has
     */
    public ReferenceDecoder(String config, RandomWeights weights) {
        try {
            family = new PlainFamily(new ObjectMapper().readTree(config));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        int hidden = family.hidden();
        int vocabulary = family.integer("vocab_size");
        // about as long as what it meets in the residual stream
        double length = (family.tied() ? 0.5 : 1) / family.embeddingScale();
        embedding =
                weights.make(
                        "model.embed_tokens.weight",
                        List.of((long) vocabulary, (long) hidden),
                        0,
                        length);
        for (int layer = 0; layer < family.layers(); layer++) {
            blocks.add(block(layer, "model.layers." + layer + ".", weights));
        }
        finalNorm = weights.vector("model.norm.weight", hidden, family.normMean());
        head = family.tied() ? embedding : weights.matrix("lm_head.weight", vocabulary, hidden);
    }

    private Block block(int layer, String prefix, RandomWeights weights) {
        double[] after = norm(prefix + "post_attention_layernorm", weights);
        boolean both = family.normsAfterToo();
        return new Block(
                norm(prefix + "input_layernorm", weights),
                new PlainAttention(family, layer, prefix + "self_attn.", weights),
                both ? Optional.of(after) : Optional.empty(),
                both ? norm(prefix + "pre_feedforward_layernorm", weights) : after,
                feedForward(layer, prefix, weights),
                both
                        ? Optional.of(norm(prefix + "post_feedforward_layernorm", weights))
                        : Optional.empty());
    }

    private double[] norm(String name, RandomWeights weights) {
        return weights.vector(name + ".weight", family.hidden(), family.normMean());
    }

    private PlainFeedForward feedForward(int layer, String prefix, RandomWeights weights) {
        String[] plain = {"gate_proj.weight", "up_proj.weight", "down_proj.weight"};
        if (!family.mixture(layer)) {
            return gated(prefix + "mlp.", plain, family.integer("intermediate_size"), weights);
        }
        boolean mixtral = family.type().equals("mixtral");
        String where = prefix + (mixtral ? "block_sparse_moe." : "mlp.");
        int width = family.integer(mixtral ? "intermediate_size" : "moe_intermediate_size");
        int count = family.integer(mixtral ? "num_local_experts" : "num_experts");
        String[] names = mixtral ? new String[] {"w1.weight", "w3.weight", "w2.weight"} : plain;
        List<PlainFeedForward> experts = new ArrayList<>();
        for (int expert = 0; expert < count; expert++) {
            experts.add(gated(where + "experts." + expert + ".", names, width, weights));
        }
        return new PlainFeedForward.Mixture(
                weights.matrix(where + "gate.weight", count, family.hidden()),
                experts,
                family.integer("num_experts_per_tok"),
                family.normalisedExperts());
    }

    /**
     * @param names of gate, up and down
     */
    private PlainFeedForward gated(
            String prefix, String[] names, int width, RandomWeights weights) {
        return new PlainFeedForward.Gated(
                weights.matrix(prefix + names[0], width, family.hidden()),
                weights.matrix(prefix + names[1], width, family.hidden()),
                weights.matrix(prefix + names[2], family.hidden(), width),
                family::activation);
    }

    public double[][] logits(int[] tokens) {
        int hidden = family.hidden();
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            double[] row = PlainMath.slice(embedding, tokens[t], hidden);
            x[t] = PlainMath.times(row, family.embeddingScale());
        }
        for (Block block : blocks) {
            double[][] normed = new double[x.length][];
            for (int t = 0; t < x.length; t++) {
                normed[t] = normed(x[t], block.before());
            }
            double[][] attended = block.attention().of(normed);
            for (int t = 0; t < x.length; t++) {
                x[t] = PlainMath.plus(x[t], normed(attended[t], block.afterAttention()));
                double[] y = block.feedForward().of(normed(x[t], block.beforeFeedForward()));
                x[t] = PlainMath.plus(x[t], normed(y, block.afterFeedForward()));
            }
        }
        double[][] logits = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] raw = PlainMath.product(head, normed(x[t], finalNorm));
            logits[t] = PlainMath.capped(raw, family.logitCap());
        }
        return logits;
    }

    private double[] normed(double[] x, Optional<double[]> scales) {
        return scales.map(present -> normed(x, present)).orElse(x);
    }

    private double[] normed(double[] x, double[] scales) {
        return PlainMath.norm(x, scales, family.normAdded(), family.epsilon());
    }
}
