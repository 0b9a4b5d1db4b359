package io.aifactory.training.data;

/**
 * A pseudo-random permutation of [0, size) that needs no memory: a Feistel network over the next
 * power of four with cycle walking (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * CT-RSA 2002). The round function is SplitMix64's mixer (Steele et al., OOPSLA 2014).
 */
final class KeyedPermutation {
    private static final int ROUNDS = 6;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long size;
    private final long key;
    private final int halfBits;
    private final long halfMask;

    /**
     * @param size at least 1
     * @param key another permutation for each
     */
    KeyedPermutation(long size, long key) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, not " + size);
        }
        this.size = size;
        this.key = key;
        int bits = 64 - Long.numberOfLeadingZeros(size - 1);
        this.halfBits = Math.max(1, (bits + 1) / 2);
        this.halfMask = (1L << halfBits) - 1;
    }

    /** Where {@code index} goes; every value of [0, size) is hit exactly once. */
    long apply(long index) {
        long value = index;
        do {
            value = encrypt(value);
        } while (value >= size);
        return value;
    }

    private long encrypt(long value) {
        long left = value >>> halfBits;
        long right = value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (mix(right + key + round * GOLDEN_GAMMA) & halfMask);
            left = right;
            right = next;
        }
        return (left << halfBits) | right;
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
