package io.aifactory.training.data;

import io.aifactory.storage.dataset.TokenStream;

/**
 * Which windows a step learns from: a pure function of (seed, step), so that the cursor of the data
 * is the step itself and a resume is exact.
 *
 * <p>Documents lie one after the other, each ended by the end-of-text token; windows of T + 1
 * tokens with stride T ignore document borders (the model learns to start afresh after the
 * end-of-text token). In every epoch each window is visited once, in another pseudo-random order
 * and with another offset of the grid, so that windows begin elsewhere each time. What is left at
 * the two ends of an epoch (fewer than 2 T tokens) is not seen in that epoch.
 */
public final class BatchSampler {
    private static final long OFFSET_STREAM = 0x6F66667365740001L;

    private final TokenStream tokens;
    private final int contextTokens;
    private final int batchRows;
    private final long seed;
    private final long windows;
    private final long offsets;

    /**
     * @param tokens at least {@code contextTokens + 1}
     * @param contextTokens T
     * @param batchRows windows of one step
     * @param seed of the order
     */
    public BatchSampler(TokenStream tokens, int contextTokens, int batchRows, long seed) {
        if (tokens.size() < contextTokens + 1L) {
            throw new IllegalArgumentException(
                    "%d tokens are too few for a window of %d"
                            .formatted(tokens.size(), contextTokens + 1L));
        }
        this.tokens = tokens;
        this.contextTokens = contextTokens;
        this.batchRows = batchRows;
        this.seed = seed;
        long whole = (tokens.size() - 1) / contextTokens;
        this.windows = Math.max(1, whole - 1);
        this.offsets = Math.min(contextTokens, tokens.size() - 1 - windows * contextTokens + 1);
    }

    /** Windows of one epoch. */
    public long windowsPerEpoch() {
        return windows;
    }

    /**
     * The batch of a step.
     *
     * @param step 0 for the first
     * @return {@code batchRows} rows of T + 1 tokens
     */
    public int[][] batch(long step) {
        int[][] rows = new int[batchRows][];
        for (int row = 0; row < batchRows; row++) {
            rows[row] = tokens.read(start(step * batchRows + row), contextTokens + 1);
        }
        return rows;
    }

    /** Position of the first token of the n-th window since the first step. */
    long start(long n) {
        long epoch = n / windows;
        long key = KeyedPermutation.mix(seed + KeyedPermutation.mix(epoch + 1));
        long offset = Long.remainderUnsigned(KeyedPermutation.mix(key ^ OFFSET_STREAM), offsets);
        long window = new KeyedPermutation(windows, key).apply(n % windows);
        return offset + window * contextTokens;
    }
}
