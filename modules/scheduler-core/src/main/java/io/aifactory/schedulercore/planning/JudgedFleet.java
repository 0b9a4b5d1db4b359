package io.aifactory.schedulercore.planning;

import java.util.Locale;

/**
 * A candidate and what the replays said of it.
 *
 * @param workers how many
 * @param point of all of them
 * @param share of good requests to be expected, where all windows are equally likely
 * @param holds that is what was promised
 * @param watts mean power in the windows together
 * @param moneyPerHour of the workers' devices and that energy
 */
public record JudgedFleet(
        int workers,
        WorkerPoint point,
        double share,
        boolean holds,
        double watts,
        double moneyPerHour) {
    /** One line of a plan's explanation. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d × (%s): %.2f%% good, %.0f W, %.2f per hour%s",
                workers,
                point,
                100 * share,
                watts,
                moneyPerHour,
                holds ? "" : ": does not hold");
    }
}
