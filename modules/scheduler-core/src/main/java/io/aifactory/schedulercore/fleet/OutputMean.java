package io.aifactory.schedulercore.fleet;

import io.aifactory.schedulercore.routing.RequestFeatures;

/** How many tokens a request will generate: its hint, else the moving mean of those that ended. */
final class OutputMean {
    /** Weight of the newest request; the mean is over about the last hundred. */
    private static final double NEWEST = 0.02;

    private double mean;
    private long finished;

    void finished(int outputTokens) {
        finished++;
        mean += Math.max(NEWEST, 1.0 / finished) * (outputTokens - mean);
    }

    /** At most what the request allows; that itself while nothing is known. */
    double expected(RequestFeatures request) {
        int most = Math.max(0, request.maxTokens());
        if (request.expectedOutput().isPresent()) {
            return Math.clamp(request.expectedOutput().getAsInt(), 0, most);
        }
        return finished == 0 ? most : Math.min(most, mean);
    }
}
