package io.aifactory.languagemodel;

import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.decoder.RopeScaling;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shape and constants of a decoder, as in Hugging Face's {@code config.json}.
 *
 * @param architecture for example {@code LlamaForCausalLM}
 * @param vocabulary rows of the embedding
 * @param hidden width of the residual stream
 * @param heads query heads
 * @param keyValueHeads key/value heads; divides {@code heads}
 * @param headSize width of one head
 * @param contextTokens largest position + 1
 * @param normEpsilon of RMSNorm
 * @param tiedEmbeddings whether the output head is the embedding
 * @param bosToken start of sequence, or -1
 * @param eosTokens any of these ends a sequence
 * @param style what all blocks have in common
 * @param blocks what differs from block to block, in their order
 */
public record ModelConfig(
        String architecture,
        int vocabulary,
        int hidden,
        int heads,
        int keyValueHeads,
        int headSize,
        int contextTokens,
        double normEpsilon,
        boolean tiedEmbeddings,
        int bosToken,
        List<Integer> eosTokens,
        DecoderStyle style,
        List<DecoderLayer> blocks) {
    public ModelConfig {
        eosTokens = List.copyOf(eosTokens);
        blocks = List.copyOf(blocks);
    }

    /**
     * A model built as Llama is (Touvron et al., 2023): RMSNorm, rotary positions in every block,
     * SwiGLU, no biases.
     *
     * @param intermediate width of the feed-forward layer
     * @param layers number of blocks
     * @param ropeTheta base of the rotary embedding
     */
    public ModelConfig(
            String architecture,
            int vocabulary,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int contextTokens,
            double normEpsilon,
            double ropeTheta,
            boolean tiedEmbeddings,
            int bosToken,
            List<Integer> eosTokens) {
        this(
                architecture,
                vocabulary,
                hidden,
                heads,
                keyValueHeads,
                headSize,
                contextTokens,
                normEpsilon,
                tiedEmbeddings,
                bosToken,
                eosTokens,
                DecoderStyle.plain(AttentionStyle.plain(headSize)),
                Collections.nCopies(
                        Math.clamp(layers, 0, MAX_LAYERS + 1),
                        new DecoderLayer(
                                new Position.Rotary(ropeTheta, new RopeScaling.None()),
                                0,
                                new FeedForward.Gated(intermediate))));
    }

    /** Blocks a model may have. */
    public static final int MAX_LAYERS = 1024;

    private static final int MAX_EXPERTS = 1024;

    /** Number of blocks. */
    public int layers() {
        return blocks.size();
    }

    /** Whether the model is built as Llama 1 and 2 are: what the training engine can train. */
    public boolean likeLlama() {
        return style.equals(DecoderStyle.plain(AttentionStyle.plain(headSize)))
                && blocks.stream().distinct().count() == 1
                && blocks.getFirst().window() == 0
                && blocks.getFirst().feedForward() instanceof FeedForward.Gated
                && blocks.getFirst().position() instanceof Position.Rotary rotary
                && rotary.scaling() instanceof RopeScaling.None;
    }

    /** Whether the feed-forward layer of some block is a mixture of experts. */
    public boolean hasMixture() {
        return blocks.stream()
                .anyMatch(block -> block.feedForward() instanceof FeedForward.Mixture);
    }

    /** What makes this shape impossible, in words; empty if nothing does. */
    public Optional<String> problem() {
        if (vocabulary < 1 || vocabulary > 1 << 22) {
            return Optional.of("vocabulary is out of range: " + vocabulary);
        }
        if (hidden < 1 || hidden > 1 << 17) {
            return Optional.of("width is out of range: " + hidden);
        }
        if (blocks.isEmpty() || blocks.size() > MAX_LAYERS) {
            return Optional.of("number of layers is out of range: " + blocks.size());
        }
        if (heads < 1 || heads > 1024 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            return Optional.of(heads + " heads cannot share " + keyValueHeads + " key/value heads");
        }
        if (headSize < 2 || headSize > 1024 || headSize % 2 != 0) {
            return Optional.of("head size must be even and in [2, 1024], not " + headSize);
        }
        if (contextTokens < 1 || contextTokens > 1 << 24) {
            return Optional.of("context is out of range: " + contextTokens);
        }
        if (!positive(normEpsilon) || !positive(style.embeddingScale())) {
            return Optional.of("norm epsilon and embedding scale must be positive");
        }
        if (!positive(style.attention().scale())
                || !(style.attention().cap() >= 0)
                || !(style.logitCap() >= 0)) {
            return Optional.of("scale of attention must be positive, caps not negative");
        }
        return blocks.stream().flatMap(block -> problem(block).stream()).findFirst();
    }

    private static Optional<String> problem(DecoderLayer block) {
        if (block.window() < 0) {
            return Optional.of("window is out of range: " + block.window());
        }
        if (block.position() instanceof Position.Rotary rotary && !positive(rotary.theta())) {
            return Optional.of("rope theta must be positive");
        }
        return switch (block.feedForward()) {
            case FeedForward.Gated gated -> width(gated.intermediate());
            case FeedForward.Mixture mixture ->
                    mixture.experts() < 1
                                    || mixture.experts() > MAX_EXPERTS
                                    || mixture.active() < 1
                                    || mixture.active() > mixture.experts()
                            ? Optional.of(
                                    "%d of %d experts cannot be active"
                                            .formatted(mixture.active(), mixture.experts()))
                            : width(mixture.intermediate());
        };
    }

    private static Optional<String> width(int intermediate) {
        return intermediate < 1 || intermediate > 1 << 20
                ? Optional.of("width is out of range: " + intermediate)
                : Optional.empty();
    }

    private static boolean positive(double value) {
        return value > 0 && !Double.isInfinite(value);
    }
}
