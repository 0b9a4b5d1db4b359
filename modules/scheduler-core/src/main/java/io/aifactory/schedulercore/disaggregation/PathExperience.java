package io.aifactory.schedulercore.disaggregation;

/**
 * How far predicted times to the first token were off on each path, over about the last hundred
 * requests. Until then they are taken to be off by their whole length.
 */
final class PathExperience {
    private static final double NEWEST = 0.01;

    private double hereError = 1;
    private double thereError = 1;

    /** A first token came after so long. */
    void firstToken(boolean remote, double predictedMillis, double millis) {
        double error = millis / predictedMillis - 1;
        double square = Math.min(1, error * error);
        if (remote) {
            thereError += NEWEST * (square - thereError);
        } else {
            hereError += NEWEST * (square - hereError);
        }
    }

    /** Variance of a predicted time to the first token, in ms². */
    double variance(boolean remote, double predictedMillis) {
        return (remote ? thereError : hereError) * predictedMillis * predictedMillis;
    }
}
