package io.aifactory.schedulercore.planning;

/**
 * What no plan exceeds at any moment, draining and starting workers included.
 *
 * @param devices occupied; at least 0
 * @param watts sum of what the workers may draw at most; infinite = no budget
 * @param moneyPerHour of devices held and energy at that draw; infinite = no budget
 * @param leastWorkers kept even without load; 0 = down to zero
 */
public record PlanLimits(int devices, double watts, double moneyPerHour, int leastWorkers) {
    public PlanLimits {
        if (devices < 0 || !(watts >= 0) || !(moneyPerHour >= 0) || leastWorkers < 0) {
            throw new IllegalArgumentException(
                    "limits must be 0 or more, not %d devices, %s W, %s per hour, %d workers"
                            .formatted(devices, watts, moneyPerHour, leastWorkers));
        }
    }

    /** Devices alone are limited, and the fleet may go down to zero. */
    public static PlanLimits ofDevices(int devices) {
        return new PlanLimits(devices, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    }
}
