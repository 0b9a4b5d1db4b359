package io.aifactory.schedulercore.planning;

import java.util.Locale;

/**
 * How a worker is run.
 *
 * @param batch sequences it runs at once; at least 1
 * @param precision of its weights, as the worker calls it; a running worker keeps it
 * @param capWatts power cap of its devices together; positive, infinite = none
 */
public record WorkerPoint(int batch, String precision, double capWatts) {
    public WorkerPoint {
        if (batch < 1 || !(capWatts > 0)) {
            throw new IllegalArgumentException(
                    "a worker runs 1 sequence or more under a positive cap, not %d at %s W"
                            .formatted(batch, capWatts));
        }
    }

    /** Without a power cap. */
    public WorkerPoint(int batch, String precision) {
        this(batch, precision, Double.POSITIVE_INFINITY);
    }

    /** Whether a running worker can go from one to the other without loading its model again. */
    public boolean reachableFrom(WorkerPoint other) {
        return precision.equals(other.precision);
    }

    /** The same under another cap. */
    public WorkerPoint withCap(double watts) {
        return new WorkerPoint(batch, precision, watts);
    }

    /** In words, as {@code batch 64, bf16, 450 W}. */
    @Override
    public String toString() {
        String cap =
                Double.isInfinite(capWatts)
                        ? "no power cap"
                        : String.format(Locale.ROOT, "%.0f W", capWatts);
        return "batch " + batch + ", " + precision + ", " + cap;
    }
}
