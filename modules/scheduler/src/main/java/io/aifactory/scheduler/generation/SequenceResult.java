package io.aifactory.scheduler.generation;

/**
 * What a finished sequence has used.
 *
 * @param cachedTokens prompt tokens that were not computed again
 * @param joules energy; that of attempts whose worker died is not known and not included
 * @param joulesEstimated the energy comes from a declared power model
 * @param deviceSeconds the worker's busy time in proportion to the energy
 * @param worker that finished it
 * @param firstTokenMillis from the request's arrival to its first token
 * @param tokenMillis mean time between tokens; 0 with fewer than two
 * @param attempts workers it ran on, at least 1
 */
public record SequenceResult(
        EndReason reason,
        int promptTokens,
        int completionTokens,
        int cachedTokens,
        double joules,
        boolean joulesEstimated,
        double deviceSeconds,
        String worker,
        double firstTokenMillis,
        double tokenMillis,
        int attempts) {}
