package io.aifactory.contracts.dataset;

import io.aifactory.contracts.Digest;
import java.util.List;
import java.util.Map;

/**
 * A dataset version: immutable token shards, the tokenizer that made them, the recipe and where the
 * text came from.
 *
 * @param format always {@link #FORMAT}
 * @param name what people call the dataset
 * @param tokenizer digest of the {@code tokenizer.json} blob
 * @param vocabulary number of token ids; ids are below it
 * @param endOfText id that follows every document in the shards
 * @param tokenBytes 2 or 4: width of one little-endian unsigned token id in the shards
 * @param train shards to learn from
 * @param heldOut shards of other documents, for evaluation only
 * @param documents digest of the document index: one JSON object {@link DocumentEntry} a line, in
 *     shard order
 * @param recipe parameters of the pipeline that made this version, by name; enough to make it again
 * @param sources what was read
 * @param statistics counts of the pipeline
 */
public record DatasetManifest(
        String format,
        String name,
        Digest tokenizer,
        int vocabulary,
        int endOfText,
        int tokenBytes,
        List<TokenShard> train,
        List<TokenShard> heldOut,
        Digest documents,
        Map<String, String> recipe,
        List<DataSource> sources,
        DatasetStatistics statistics) {
    public static final String FORMAT = "aifactory.dataset/1";

    public DatasetManifest {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
        recipe = Map.copyOf(recipe);
        sources = List.copyOf(sources);
    }

    /** Tokens to learn from, document ends included. */
    public long trainTokens() {
        return train.stream().mapToLong(TokenShard::tokens).sum();
    }

    /** Tokens for evaluation, document ends included. */
    public long heldOutTokens() {
        return heldOut.stream().mapToLong(TokenShard::tokens).sum();
    }

    /** UTF-8 bytes of the held-out text: the denominator of bits per byte. */
    public long heldOutBytes() {
        return heldOut.stream().mapToLong(TokenShard::textBytes).sum();
    }
}
