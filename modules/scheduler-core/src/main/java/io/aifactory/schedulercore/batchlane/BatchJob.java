package io.aifactory.schedulercore.batchlane;

/**
 * Work with a deadline.
 *
 * @param id for answers
 * @param remaining work that is expected to be left, in any unit of service (engine milliseconds,
 *     tokens), the same as the forecast's; at least 0
 * @param deviation standard deviation of that, as nobody knows how long answers get; at least 0
 * @param deadlineMillis since the epoch; one that is past is as urgent as can be
 */
public record BatchJob(String id, double remaining, double deviation, long deadlineMillis) {
    public BatchJob {
        requireNonNegative(id, "remaining work", remaining);
        requireNonNegative(id, "deviation", deviation);
    }

    private static void requireNonNegative(String id, String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "the %s of batch '%s' is %s; give 0 or more".formatted(what, id, value));
        }
    }
}
