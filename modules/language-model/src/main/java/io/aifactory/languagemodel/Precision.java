package io.aifactory.languagemodel;

/**
 * What an inference engine keeps matrices and KV cache in, and computes products with. Norms, the
 * rotation by positions, softmax, routers and logits are float32 in each of them.
 */
public enum Precision {
    F32(32, 32, 0, 4),
    /** bfloat16: half the memory, 8 bits of mantissa. */
    BF16(16, 16, 0, 2),
    /**
     * Matrices in int8: whole multiples of a 127th of the largest weight of their row (Dettmers et
     * al., "LLM.int8()", 2022, §2.1, there of weights and inputs). All else is float32, the KV
     * cache too.
     */
    INT8(8, 8, 4, 4),
    /**
     * Matrices of blocks in int4: of each 32 weights of a row the nearest of 16 steps from the
     * smallest to the largest (as {@code Q4_1} of GGUF), step and middle in bfloat16. All else, the
     * embedding and the head too, is as in {@link #BF16}.
     */
    INT4(5, 16, 0, 2);

    private final int weightBits;
    private final int vocabularyBits;
    private final int rowBytes;
    private final int bytes;

    Precision(int weightBits, int vocabularyBits, int rowBytes, int bytes) {
        this.weightBits = weightBits;
        this.vocabularyBits = vocabularyBits;
        this.rowBytes = rowBytes;
        this.bytes = bytes;
    }

    /** Of one weight of a block's matrix, with its share of what belongs to its group. */
    public int weightBits() {
        return weightBits;
    }

    /** Of one weight of the embedding or the head. */
    public int vocabularyBits() {
        return vocabularyBits;
    }

    /** Of what belongs to each row of a matrix beside its weights. */
    public int rowBytes() {
        return rowBytes;
    }

    /** Of any other number: in the KV cache, of a bias, of an adapter. */
    public int bytes() {
        return bytes;
    }

    /** Whether all that is not a block's matrix is bfloat16. */
    public boolean computesInBfloat16() {
        return switch (this) {
            case F32, INT8 -> false;
            case BF16, INT4 -> true;
        };
    }
}
