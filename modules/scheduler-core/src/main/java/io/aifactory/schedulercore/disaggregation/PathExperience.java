package io.aifactory.schedulercore.disaggregation;

/**
 * How far predictions of a rule were off, and how long decoding takes; each mean is over about the
 * last hundred requests. A first guess counts until then: predictions off by their whole length.
 */
final class PathExperience {
    private static final double NEWEST = 0.01;

    private double hereError = 1;
    private double thereError = 1;
    private double itl;
    private double itlVariance;
    private double outputTokens = 1;
    private long finished;

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

    /**
     * A request ended.
     *
     * @param output tokens, at least 2
     * @param millis between them, on average
     */
    void finished(int output, double millis) {
        finished++;
        double share = Math.max(NEWEST, 1.0 / finished);
        double off = millis - itl;
        itl += share * off;
        itlVariance = (1 - share) * (itlVariance + share * off * off);
        outputTokens += share * (output - outputTokens);
    }

    /** Variance of a predicted time to the first token. */
    double variance(boolean remote, double predictedMillis) {
        return (remote ? thereError : hereError) * predictedMillis * predictedMillis;
    }

    /** Mean time between the tokens of a request; 0 before one has ended. */
    double itl() {
        return itl;
    }

    double itlVariance() {
        return itlVariance;
    }

    /** Mean output of a request. */
    double outputTokens() {
        return outputTokens;
    }
}
