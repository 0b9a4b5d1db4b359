package io.aifactory.schedulercore.planning;

/**
 * What it takes until a started worker serves.
 *
 * @param seconds from the start to the first request it could take; finite, at least 0
 * @param joules used meanwhile; finite, at least 0
 */
public record ColdStart(double seconds, double joules) {
    public ColdStart {
        WorkerKind.requireFinite("seconds of a cold start", seconds);
        WorkerKind.requireFinite("joules of a cold start", joules);
    }

    /** Mean power of a start; 0 if it takes no time. */
    public double watts() {
        return seconds > 0 ? joules / seconds : 0;
    }
}
