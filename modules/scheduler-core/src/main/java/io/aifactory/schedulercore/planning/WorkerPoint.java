package io.aifactory.schedulercore.planning;

import java.util.Locale;

/**
 * How a worker is run.
 *
 * @param batch sequences it runs at once; at least 1
 * @param precision of its weights, as the worker calls it; a running worker keeps it
 * @param capWatts power cap of its devices together; positive, infinite = none
 * @param paceMillis least time from one step that only decodes to the next; 0 = as fast as it can.
 *     Where less than the promised time between tokens is needed, slower steps carry more sequences
 *     each, and what a step costs anyway is shared by more tokens.
 */
public record WorkerPoint(int batch, String precision, double capWatts, double paceMillis) {
    public WorkerPoint {
        if (batch < 1 || !(capWatts > 0) || !(paceMillis >= 0 && paceMillis < 1e6)) {
            throw new IllegalArgumentException(
                    "a worker runs 1 sequence or more under a positive cap, not %d at %s W every %s ms"
                            .formatted(batch, capWatts, paceMillis));
        }
    }

    /** As fast as it can without a power cap. */
    public WorkerPoint(int batch, String precision) {
        this(batch, precision, Double.POSITIVE_INFINITY, 0);
    }

    /** Whether a running worker can go from one to the other without loading its model again. */
    public boolean reachableFrom(WorkerPoint other) {
        return precision.equals(other.precision);
    }

    /** The same under another cap. */
    public WorkerPoint withCap(double watts) {
        return new WorkerPoint(batch, precision, watts, paceMillis);
    }

    /** The same at another pace. */
    public WorkerPoint withPace(double millis) {
        return new WorkerPoint(batch, precision, capWatts, millis);
    }

    /** In words, as {@code batch 64, bf16, 450 W}. */
    @Override
    public String toString() {
        String cap =
                Double.isInfinite(capWatts)
                        ? "no power cap"
                        : String.format(Locale.ROOT, "%.0f W", capWatts);
        String pace =
                paceMillis > 0
                        ? String.format(Locale.ROOT, ", a step every %.0f ms", paceMillis)
                        : "";
        return "batch " + batch + ", " + precision + ", " + cap + pace;
    }
}
