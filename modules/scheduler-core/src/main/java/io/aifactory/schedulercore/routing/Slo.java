package io.aifactory.schedulercore.routing;

/**
 * What a request is promised.
 *
 * @param ttftMillis longest time to the first token; positive, infinite = no bound
 * @param itlMillis longest mean time between tokens; positive, infinite = no bound
 */
public record Slo(double ttftMillis, double itlMillis) {
    /** No promise. */
    public static final Slo NONE = new Slo(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Slo {
        if (!(ttftMillis > 0 && itlMillis > 0)) {
            throw new IllegalArgumentException(
                    "an SLO is a positive time, or infinite for none, not a TTFT of "
                            + ttftMillis
                            + " ms and an ITL of "
                            + itlMillis
                            + " ms");
        }
    }
}
