package io.aifactory.languagemodel;

/**
 * What an inference engine keeps matrices and KV cache in, and computes products with. Norms, the
 * rotation by positions, softmax, routers and logits are float32 in each of them.
 */
public enum Precision {
    F32(4, 0, 4),
    /** bfloat16: half the memory, 8 bits of mantissa. */
    BF16(2, 0, 2),
    /**
     * Matrices in int8: whole multiples of a 127th of the largest weight of their row (Dettmers et
     * al., "LLM.int8()", 2022, §2.1, there of weights and inputs). All else is float32, the KV
     * cache too.
     */
    INT8(1, 4, 4);

    private final int weightBytes;
    private final int rowBytes;
    private final int bytes;

    Precision(int weightBytes, int rowBytes, int bytes) {
        this.weightBytes = weightBytes;
        this.rowBytes = rowBytes;
        this.bytes = bytes;
    }

    /** Of one weight of a matrix. */
    public int weightBytes() {
        return weightBytes;
    }

    /** Of what belongs to each row of a matrix beside its weights. */
    public int rowBytes() {
        return rowBytes;
    }

    /** Of any other number: in the KV cache, of a bias, of an adapter. */
    public int bytes() {
        return bytes;
    }
}
