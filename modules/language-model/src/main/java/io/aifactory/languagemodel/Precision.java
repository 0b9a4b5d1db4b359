package io.aifactory.languagemodel;

/**
 * What an inference engine keeps weights and KV cache in, and computes products with. Norms, the
 * rotation by positions, softmax, routers and logits are float32 in each of them.
 */
public enum Precision {
    F32(4),
    /** bfloat16: half the memory, 8 bits of mantissa. */
    BF16(2);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Of one weight of a matrix, and of one number in the KV cache. */
    public int bytes() {
        return bytes;
    }
}
