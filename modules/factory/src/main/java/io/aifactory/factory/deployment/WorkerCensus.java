package io.aifactory.factory.deployment;

/**
 * What the workers of a deployment do.
 *
 * @param wanted workers asked for
 * @param ready of them that take requests
 * @param failed of them that will not come without being asked for again
 * @param trouble the latest reason of one that is not ready; may be empty
 * @param shortfall what of the SLO a ready one does not keep; may be empty
 */
record WorkerCensus(int wanted, int ready, int failed, String trouble, String shortfall) {
    boolean isComplete() {
        return ready >= wanted;
    }

    /** Whether the others are on their way, or restart. */
    boolean awaitsMore() {
        return ready + failed < wanted;
    }

    String summary() {
        return ready + " of " + wanted + " workers are ready; " + trouble;
    }
}
