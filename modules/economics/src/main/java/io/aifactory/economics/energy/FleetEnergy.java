package io.aifactory.economics.energy;

/**
 * {@code E_fleet = (Σ E_step + idle watts · idle seconds + parked watts · parked seconds) · PUE}:
 * what the building's meter sees of a fleet.
 *
 * @param idleWatts of a device that is ready and computes nothing; an H100 draws 70 to 120 W
 * @param parkedWatts of a device that holds no model or is off; at most {@code idleWatts}
 * @param powerUsageEffectiveness energy at the building's meter per energy at the devices; at least
 *     1
 */
public record FleetEnergy(double idleWatts, double parkedWatts, double powerUsageEffectiveness) {
    public FleetEnergy {
        EnergyLaw.requireNonNegative("idle watts", idleWatts);
        EnergyLaw.requireNonNegative("parked watts", parkedWatts);
        if (parkedWatts > idleWatts) {
            throw new IllegalArgumentException(
                    "parked devices draw %s W, more than idle ones with %s W"
                            .formatted(parkedWatts, idleWatts));
        }
        if (!(powerUsageEffectiveness >= 1) || Double.isInfinite(powerUsageEffectiveness)) {
            throw new IllegalArgumentException(
                    "power usage effectiveness is at least 1, not " + powerUsageEffectiveness);
        }
    }

    /**
     * Joules at the building's meter.
     *
     * @param stepJoules of all steps of all devices
     * @param idleSeconds summed over devices: ready, without a step
     * @param parkedSeconds summed over devices
     */
    public double joules(double stepJoules, double idleSeconds, double parkedSeconds) {
        EnergyLaw.requireNonNegative("joules of steps", stepJoules);
        EnergyLaw.requireNonNegative("idle seconds", idleSeconds);
        EnergyLaw.requireNonNegative("parked seconds", parkedSeconds);
        return powerUsageEffectiveness
                * (stepJoules + idleWatts * idleSeconds + parkedWatts * parkedSeconds);
    }
}
