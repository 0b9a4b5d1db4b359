package io.aifactory.languagemodel;

import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.inference.KeyValueMemory;

/**
 * Bytes that an inference engine takes; known before anything is loaded.
 *
 * @param weights parameters, adapters and tables of rotations, exactly; less where the device has
 *     no packed products in this precision, and with them no second copy of the head
 * @param slot keys and values of one slot in every block, exactly, and at most what one decoded
 *     token takes beside them: a copy of one block's keys and values, scores, and sampling
 * @param step at most what the tokens of one step take on their way through a block
 * @param poolBlock keys and values of one block of the pool, exactly
 */
public record ModelMemory(long weights, long slot, long step, long poolBlock) {
    private static final long FLOAT = 4;

    /** A row of logits in float32 and what sampling makes of it, mostly in float64. */
    private static final long SAMPLING = 96;

    /** The head's rows of most tokens that bfloat16 computes again, and their products. */
    private static final long REFINED = 64 * (2 + 2 * FLOAT);

    /** A piece of an int8 matrix in float32, and its product with a step's tokens. */
    private static final long WIDENED = 1L << 20;

    /** Vectors of the residual stream's width that are alive at once. */
    private static final long STREAMS = 6;

    /**
     * @param slotTokens tokens that one slot holds
     * @param stepTokens most tokens of one step
     */
    public static ModelMemory of(
            ModelConfig config, Precision precision, int slotTokens, int stepTokens) {
        return new ModelMemory(
                weights(config, precision) + tables(config, slotTokens),
                slot(config, precision, slotTokens),
                step(config, precision, slotTokens, stepTokens),
                poolBlock(config, precision));
    }

    /**
     * The same with adapters beside the model.
     *
     * @param stepTokens most tokens of one step
     */
    public ModelMemory with(AdapterRoom adapters, Precision precision, int stepTokens) {
        return new ModelMemory(
                weights + adapters.bytes(precision),
                slot,
                step + adapters.stepBytes(precision, stepTokens),
                poolBlock);
    }

    /** Numbers in a model's tensors. */
    public static long parameters(ModelConfig config) {
        return ofVocabulary(config, config.tiedEmbeddings() ? 1 : 2).numbers()
                + ofBlocks(config).numbers()
                + biases(config)
                + exact(config);
    }

    /**
     * Bytes of weights that a step reads at least, however few tokens it has: all but the
     * embedding.
     */
    public static long readByAStep(ModelConfig config, Precision precision) {
        Matrices head = ofVocabulary(config, 1);
        Matrices blocks = ofBlocks(config);
        return head.numbers() * precision.vocabularyBits() / Byte.SIZE
                + blocks.numbers() * precision.weightBits() / Byte.SIZE
                + (head.rows() + blocks.rows()) * precision.rowBytes()
                + biases(config) * precision.bytes()
                + exact(config) * FLOAT;
    }

    /**
     * Additions and multiplications in matrix products; attention's are not counted.
     *
     * @param tokens of a step
     * @param results tokens of them for which the next one is chosen
     */
    public static long operations(ModelConfig config, long tokens, long results) {
        return 2
                * (tokens * ofBlocks(config).numbers()
                        + results * ofVocabulary(config, 1).numbers());
    }

    /**
     * Matrices of a vector for each token: the embedding and the head. Packed, the head is one of
     * its own; where its rows are read as well, there is another.
     */
    private static int vocabularies(ModelConfig config, Precision precision) {
        if (config.hasMixture()) {
            return config.tiedEmbeddings() ? 1 : 2;
        }
        return precision.computesInBfloat16() && !config.tiedEmbeddings() ? 3 : 2;
    }

    private static long weights(ModelConfig config, Precision precision) {
        Matrices vocabularies = ofVocabulary(config, vocabularies(config, precision));
        Matrices blocks = ofBlocks(config);
        return vocabularies.numbers() * precision.vocabularyBits() / Byte.SIZE
                + blocks.numbers() * precision.weightBits() / Byte.SIZE
                + (vocabularies.rows() + blocks.rows()) * precision.rowBytes()
                + biases(config) * precision.bytes()
                + exact(config) * FLOAT;
    }

    private record Matrices(long numbers, long rows) {
        Matrices plus(long itsRows, long columns) {
            return new Matrices(numbers + itsRows * columns, rows + itsRows);
        }
    }

    private static Matrices ofVocabulary(ModelConfig config, long count) {
        return new Matrices(0, 0).plus(config.vocabulary() * count, config.hidden());
    }

    private static Matrices ofBlocks(ModelConfig config) {
        long hidden = config.hidden();
        long queries = queryWidth(config);
        Matrices all =
                new Matrices(0, 0)
                        .plus(config.layers() * (queries + 2 * keyValueWidth(config)), hidden)
                        .plus(config.layers() * hidden, queries);
        for (DecoderLayer block : config.blocks()) {
            all =
                    switch (block.feedForward()) {
                        case FeedForward.Gated gated ->
                                feedForward(all, hidden, gated.intermediate(), 1);
                        case FeedForward.Mixture mixture ->
                                feedForward(all, hidden, mixture.intermediate(), mixture.experts());
                    };
        }
        return all;
    }

    private static Matrices feedForward(Matrices all, long hidden, long intermediate, long layers) {
        return all.plus(layers * 2 * intermediate, hidden).plus(layers * hidden, intermediate);
    }

    private static long biases(ModelConfig config) {
        AttentionStyle attention = config.style().attention();
        long inputs = queryWidth(config) + 2 * keyValueWidth(config);
        long each =
                (attention.inputBias() ? inputs : 0)
                        + (attention.outputBias() ? config.hidden() : 0);
        return config.layers() * each;
    }

    /** Numbers of norms and routers, which are always float32. */
    private static long exact(ModelConfig config) {
        long hidden = config.hidden();
        long norms = config.style().normsAfterToo() ? 4 : 2;
        long headNorms = config.style().attention().headNorms() ? 2L * config.headSize() : 0;
        long routers =
                config.blocks().stream()
                        .mapToLong(block ->
                                switch (block.feedForward()) {
                                    case FeedForward.Gated _ -> 0;
                                    case FeedForward.Mixture mixture -> hidden * mixture.experts();
                                })
                        .sum();
        return hidden + config.layers() * (norms * hidden + headNorms) + routers;
    }

    private static long tables(ModelConfig config, long positions) {
        long kinds =
                config.blocks().stream()
                        .map(DecoderLayer::position)
                        .filter(Position.Rotary.class::isInstance)
                        .distinct()
                        .count();
        return kinds * positions * config.headSize() * FLOAT;
    }

    private static long slot(ModelConfig config, Precision precision, long tokens) {
        long keysAndValues = 2 * keyValueWidth(config) * tokens;
        long copy = keysAndValues * (precision.computesInBfloat16() ? 3 : 1);
        long scores = 3L * config.heads() * tokens * FLOAT;
        long refined = precision.computesInBfloat16() ? REFINED * config.hidden() : 0;
        return (config.layers() * keysAndValues + copy) * precision.bytes()
                + scores
                + refined
                + config.vocabulary() * SAMPLING;
    }

    private static long poolBlock(ModelConfig config, Precision precision) {
        long token = 2 * keyValueWidth(config) * config.layers() * precision.bytes();
        return KeyValueMemory.BLOCK_TOKENS * token;
    }

    private static long step(
            ModelConfig config, Precision precision, long slotTokens, long tokens) {
        long feedForward =
                config.blocks().stream()
                        .mapToLong(block ->
                                switch (block.feedForward()) {
                                    case FeedForward.Gated gated -> gated.intermediate();
                                    case FeedForward.Mixture mixture -> mixture.intermediate();
                                })
                        .max()
                        .orElse(0);
        long queries = queryWidth(config);
        long each = STREAMS * config.hidden() + 4 * queries + 4 * keyValueWidth(config);
        long activations = tokens * (each + 4 * feedForward) * FLOAT;
        // where attention has no fused kernel, it repeats keys and values for every query head
        long repeated = 2 * queries * slotTokens * precision.bytes();
        long mask = 2 * tokens * slotTokens * FLOAT;
        boolean capped = config.style().attention().cap() > 0;
        long scores = capped ? (3L * config.heads() * tokens + queries) * slotTokens * FLOAT : 0;
        long widened =
                precision == Precision.INT8
                        ? Math.max(
                                widened(config, tokens),
                                doubled(config, tokens, Math.max(feedForward, queries)))
                        : 0;
        return activations + repeated + mask + scores + widened;
    }

    /** Each token as two rows of integers, made as numbers, and the products of both. */
    private static long doubled(ModelConfig config, long tokens, long width) {
        long input = Math.max(config.hidden(), width);
        return 2 * tokens * (input * (FLOAT + 1) + Math.max(2 * width, config.hidden()) * FLOAT);
    }

    private static long widened(ModelConfig config, long tokens) {
        long rows = 1 + WIDENED / Math.min(config.hidden(), queryWidth(config));
        return (WIDENED + tokens * rows) * FLOAT;
    }

    private static long queryWidth(ModelConfig config) {
        return (long) config.heads() * config.headSize();
    }

    private static long keyValueWidth(ModelConfig config) {
        return (long) config.keyValueHeads() * config.headSize();
    }
}
