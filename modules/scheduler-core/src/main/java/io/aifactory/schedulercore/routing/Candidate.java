package io.aifactory.schedulercore.routing;

import io.aifactory.schedulercore.load.WorkerLoad;

/**
 * A worker that could take the request.
 *
 * @param workerId its name
 * @param load how busy it is
 * @param cachedTokens of this prompt that it holds as far as is known; 0 if nothing is
 */
public record Candidate(String workerId, WorkerLoad load, int cachedTokens) {
    /** A worker of which no prefix is known. */
    public Candidate(String workerId, WorkerLoad load) {
        this(workerId, load, 0);
    }
}
