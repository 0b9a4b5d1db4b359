package io.aifactory.economics.carbon;

/** What a series is between two of its points. */
public enum Interpolation {
    /** Each value holds until the next point: hourly averages, tariffs. */
    STEPS,
    /** A straight line from point to point: readings of a meter. */
    LINEAR
}
