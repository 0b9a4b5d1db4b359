package io.aifactory.economics.frontier;

/**
 * What a device did at one level of concurrency.
 *
 * @param label names the point, for example {@code concurrency 8}
 * @param concurrency sequences that were kept in flight
 * @param tokensPerSecondPerUser 1 / mean time between tokens of one sequence
 * @param tokensPerSecondPerDevice all output tokens of a device per second
 * @param joulesPerToken energy per output token
 * @param moneyPerMillionTokens energy and machine time for a million output tokens
 * @param firstTokenMillisP50 median time to first token
 * @param firstTokenMillisP99 its 99th percentile
 * @param estimated the energy comes from a declared power model
 */
public record OperatingPoint(
        String label,
        int concurrency,
        double tokensPerSecondPerUser,
        double tokensPerSecondPerDevice,
        double joulesPerToken,
        double moneyPerMillionTokens,
        double firstTokenMillisP50,
        double firstTokenMillisP99,
        boolean estimated) {
    public OperatingPoint {
        requireFinite("tokens/s/user", tokensPerSecondPerUser);
        requireFinite("tokens/s/device", tokensPerSecondPerDevice);
        requireFinite("J/token", joulesPerToken);
        requireFinite("money per million tokens", moneyPerMillionTokens);
    }

    /** Mean power of a device: joules per token × tokens per second, so without idle time. */
    public double watts() {
        return joulesPerToken * tokensPerSecondPerDevice;
    }

    /** At least as good on all four axes and better on one of them. */
    public boolean dominates(OperatingPoint other) {
        boolean noWorse =
                tokensPerSecondPerUser >= other.tokensPerSecondPerUser
                        && tokensPerSecondPerDevice >= other.tokensPerSecondPerDevice
                        && joulesPerToken <= other.joulesPerToken
                        && moneyPerMillionTokens <= other.moneyPerMillionTokens;
        boolean better =
                tokensPerSecondPerUser > other.tokensPerSecondPerUser
                        || tokensPerSecondPerDevice > other.tokensPerSecondPerDevice
                        || joulesPerToken < other.joulesPerToken
                        || moneyPerMillionTokens < other.moneyPerMillionTokens;
        return noWorse && better;
    }

    private static void requireFinite(String axis, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(axis + " must be 0 or more, not " + value);
        }
    }
}
