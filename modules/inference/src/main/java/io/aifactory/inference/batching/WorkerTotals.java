package io.aifactory.inference.batching;

/**
 * Counts since the worker started.
 *
 * @param steps engine steps
 * @param prefillTokens known tokens whose keys and values were computed
 * @param generatedTokens tokens that sequences got
 * @param draftedTokens drafts checked
 * @param acceptedTokens of them, those that were right and taken over
 * @param restoredTokens known tokens copied from the pool instead
 * @param hostTokens of them, those that came from host memory
 * @param diskTokens of them, those that came from the disk
 * @param preemptions sequences that lost their slots to more urgent ones
 * @param busyNanos time spent in steps
 * @param nanojoules energy of the steps
 */
public record WorkerTotals(
        long steps,
        long prefillTokens,
        long generatedTokens,
        long draftedTokens,
        long acceptedTokens,
        long restoredTokens,
        long hostTokens,
        long diskTokens,
        long preemptions,
        long busyNanos,
        long nanojoules) {
    static final WorkerTotals NONE = new WorkerTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    WorkerTotals plus(StepReport step) {
        return new WorkerTotals(
                steps + 1,
                prefillTokens + step.prefillTokens(),
                generatedTokens + step.generatedTokens(),
                draftedTokens + step.draftedTokens(),
                acceptedTokens + step.acceptedTokens(),
                restoredTokens + step.before().restoredTokens(),
                hostTokens + step.before().fromHost(),
                diskTokens + step.before().fromDisk(),
                preemptions + step.before().preemptions(),
                busyNanos + step.nanos(),
                nanojoules + step.nanojoules());
    }
}
