package io.aifactory.schedulercore.admission;

/**
 * What the caller says of a request whose turn it would be.
 *
 * @param kind whether there is a place
 * @param delayNanos if so, how long from now until its deadline counts as met, for a TTFT bound the
 *     time to the first token, at best; negative counts as 0
 */
public record Prospect(Kind kind, long delayNanos) {
    /** Whether there is a place. */
    public enum Kind {
        PLACE,
        NOT_FOR_THIS,
        NOT_FOR_ITS_GROUP,
        NOT_AT_ALL
    }

    /** There is a place, and nothing is predicted: no promise counts as broken. */
    public static final Prospect PLACE = new Prospect(Kind.PLACE, 0);

    /** There is no place for this request; there may be one for others of its group. */
    public static final Prospect NOT_FOR_THIS = new Prospect(Kind.NOT_FOR_THIS, 0);

    /** There is no place for any request of its group. */
    public static final Prospect NOT_FOR_ITS_GROUP = new Prospect(Kind.NOT_FOR_ITS_GROUP, 0);

    /** There is no place at all: nobody else is asked about. */
    public static final Prospect NOT_AT_ALL = new Prospect(Kind.NOT_AT_ALL, 0);

    private static final double NANOS_PER_MILLI = 1e6;

    /** There is a place, and it would be done in so many milliseconds; NaN = unknown. */
    public static Prospect inMillis(double millis) {
        // a NaN becomes 0, infinity the longest time there is
        return new Prospect(Kind.PLACE, Math.max(0, (long) (millis * NANOS_PER_MILLI)));
    }
}
