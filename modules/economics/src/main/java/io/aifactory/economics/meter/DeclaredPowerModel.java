package io.aifactory.economics.meter;

import java.time.Duration;

/**
 * A power model for machines without a readable meter: {@code watts = idle + busy cores × watts per
 * busy core}. A declaration, not a measurement: every figure made with it is labelled estimated.
 *
 * @param idleWatts drawn while nothing runs
 * @param wattsPerBusyCore added by each core that is fully busy
 */
public record DeclaredPowerModel(double idleWatts, double wattsPerBusyCore) {
    /**
     * Watts of an idle virtual CPU: {@code MIN_WATTS_AVG} of the Cloud Carbon Footprint project for
     * AWS, derived there from SPECpower results of the processors in use.
     */
    public static final double IDLE_WATTS_PER_CORE = 0.74;

    /** Watts of a fully busy virtual CPU: {@code MAX_WATTS_AVG} of the same table. */
    public static final double BUSY_WATTS_PER_CORE = 3.5;

    public DeclaredPowerModel {
        requireWatts("idle", idleWatts);
        requireWatts("busy", wattsPerBusyCore);
    }

    /** The default declaration for a machine with this many cores. */
    public static DeclaredPowerModel ofCores(int cores) {
        return new DeclaredPowerModel(
                IDLE_WATTS_PER_CORE * cores, BUSY_WATTS_PER_CORE - IDLE_WATTS_PER_CORE);
    }

    /**
     * @param elapsed wall-clock time
     * @param busy core time spent in it, summed over cores
     * @return joules of that stretch of time
     */
    public double joules(Duration elapsed, Duration busy) {
        return idleWatts * seconds(elapsed) + wattsPerBusyCore * seconds(busy);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() * 1e-9;
    }

    private static void requireWatts(String what, double watts) {
        if (!(watts >= 0) || Double.isInfinite(watts)) {
            throw new IllegalArgumentException(what + " watts must be 0 or more, not " + watts);
        }
    }
}
