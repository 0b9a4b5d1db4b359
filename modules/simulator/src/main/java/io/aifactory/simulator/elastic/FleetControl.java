package io.aifactory.simulator.elastic;

/** Whoever changes a fleet while it serves: a planner, a governor of its power, nobody. */
public interface FleetControl {
    /** Nobody. */
    FleetControl NONE =
            new FleetControl() {
                @Override
                public long everyNanos() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void control(ElasticFleet fleet, long nowNanos) {}
            };

    /** How often it looks at the fleet; at least 1. It does so at the beginning, too. */
    long everyNanos();

    /** Looks at the fleet and changes it. */
    void control(ElasticFleet fleet, long nowNanos);
}
