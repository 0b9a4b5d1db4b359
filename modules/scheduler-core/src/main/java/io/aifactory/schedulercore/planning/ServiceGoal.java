package io.aifactory.schedulercore.planning;

/**
 * What is promised to how many requests.
 *
 * @param ttftMillis to the first token; positive, infinite = not promised
 * @param itlMillis mean time between tokens of a request; positive, infinite = not promised
 * @param share of the requests that shall be within both, in (0, 1]
 */
public record ServiceGoal(double ttftMillis, double itlMillis, double share) {
    public ServiceGoal {
        if (!(ttftMillis > 0) || !(itlMillis > 0) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "a goal is a time above 0 for a share in (0, 1], not %s ms, %s ms, %s"
                            .formatted(ttftMillis, itlMillis, share));
        }
    }
}
