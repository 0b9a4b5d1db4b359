package io.aifactory.economics.frontier;

/**
 * What an operating point has to keep; infinity (or 0 for the lower bound) leaves an axis free.
 *
 * @param minTokensPerSecondPerUser slowest stream that a user accepts; at least 0
 * @param maxJoulesPerToken per output token
 * @param maxMoneyPerMillionTokens in the points' currency
 * @param maxWattsPerDevice mean power: joules per token × tokens/s of a device
 */
public record OperatingBounds(
        double minTokensPerSecondPerUser,
        double maxJoulesPerToken,
        double maxMoneyPerMillionTokens,
        double maxWattsPerDevice) {
    /** Nothing is asked for. */
    public static final OperatingBounds NONE =
            new OperatingBounds(
                    0,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY);

    public OperatingBounds {
        require("tokens/s/user", minTokensPerSecondPerUser);
        require("J/token", maxJoulesPerToken);
        require("money per million tokens", maxMoneyPerMillionTokens);
        require("watts", maxWattsPerDevice);
    }

    public boolean allow(OperatingPoint point) {
        return point.tokensPerSecondPerUser() >= minTokensPerSecondPerUser
                && point.joulesPerToken() <= maxJoulesPerToken
                && point.moneyPerMillionTokens() <= maxMoneyPerMillionTokens
                && point.watts() <= maxWattsPerDevice;
    }

    private static void require(String bound, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(
                    "the bound on " + bound + " must be 0 or more, not " + value);
        }
    }
}
