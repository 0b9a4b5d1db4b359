package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.load.LengthSketch;

/**
 * What lies before the sequences that decode on a worker.
 *
 * @param steps with prompts that are known to come first, a token in each
 * @param stepsMillis that those take together
 * @param itl milliseconds for each token after that
 * @param spread relative, of steps
 * @param scatter variance of the time after that, in ms² for each ms
 */
record Outlook(double steps, double stepsMillis, double itl, double spread, double scatter) {
    /** Variance below which no forecast is trusted, in ms². */
    private static final double LEAST_VARIANCE = 1;

    /**
     * Probability that a sequence breaks its promise of time between tokens, over the points of its
     * length.
     *
     * @param request with such a promise
     * @param generated tokens it has
     * @param elapsed milliseconds since its first token
     */
    double misses(LiveRequest request, int generated, double elapsed) {
        double sum = 0;
        for (int point = 0; point < LengthSketch.POINTS; point++) {
            double total = request.total(generated, point);
            sum += exceeds(total - generated, request.promisedItl * (total - 1) - elapsed);
        }
        return sum / LengthSketch.POINTS;
    }

    /**
     * By how much that probability is above that of another outlook; one walk for both, because a
     * decision asks it of every sequence on every worker.
     */
    double missesMore(Outlook other, LiveRequest request, int generated, double elapsed) {
        double sum = 0;
        for (int point = 0; point < LengthSketch.POINTS; point++) {
            double total = request.total(generated, point);
            double left = total - generated;
            double allowed = request.promisedItl * (total - 1) - elapsed;
            sum += exceeds(left, allowed) - other.exceeds(left, allowed);
        }
        return sum / LengthSketch.POINTS;
    }

    /** Probability that so many tokens take longer than allowed. */
    private double exceeds(double left, double allowedMillis) {
        double known = stepsMillis;
        double open = 0;
        if (left <= steps) {
            known *= left / steps;
        } else {
            open = (left - steps) * itl;
        }
        double unsure = spread * (known + open);
        return Odds.exceeds(
                known + open - allowedMillis, scatter * open + unsure * unsure + LEAST_VARIANCE);
    }
}
