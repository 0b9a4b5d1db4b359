package io.aifactory.languagemodel.inference;

/**
 * A counter-based generator: the draw depends on seed and position alone, so that a sequence
 * continues with the same tokens on another worker (the idea of Salmon et al., "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011; the mixing function is SplitMix64's, Steele et al., OOPSLA
 * 2014).
 */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /**
     * @param seed of the sequence
     * @param position of the token to be drawn, counted from the start of the sequence
     * @return uniform in [0, 1), with 53 random bits
     */
    public static double uniform(long seed, int position) {
        long mixed = mix(mix(seed + GOLDEN_GAMMA) ^ mix((position + 1L) * GOLDEN_GAMMA));
        return (mixed >>> 11) * 0x1.0p-53;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
