package io.aifactory.schedulercore.batchlane;

import java.time.Duration;

/**
 * How careful the lane is.
 *
 * @param deviations by how many standard deviations of the remaining work more is planned for; at
 *     least 0
 * @param trust share of the headroom forecast that is counted on, from 0 (exclusive) to 1
 * @param guard how long before a deadline work is to be done; not negative
 */
public record LaneSettings(double deviations, double trust, Duration guard) {
    public LaneSettings {
        if (!(deviations >= 0) || Double.isInfinite(deviations) || !(trust > 0 && trust <= 1)) {
            throw new IllegalArgumentException(
                    "%s deviations and a trust of %s; give 0 or more, and a share up to 1"
                            .formatted(deviations, trust));
        }
        if (guard.isNegative()) {
            throw new IllegalArgumentException("the guard is not negative: " + guard);
        }
    }

    /**
     * Two deviations (97.7 % if errors are normal), four fifths of the headroom, a quarter of an
     * hour.
     */
    public static LaneSettings usual() {
        return new LaneSettings(2, 0.8, Duration.ofMinutes(15));
    }
}
