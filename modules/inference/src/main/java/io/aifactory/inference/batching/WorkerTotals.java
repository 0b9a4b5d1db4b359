package io.aifactory.inference.batching;

/**
 * Counts since the worker started.
 *
 * @param steps engine steps
 * @param stepsAhead of them, those begun before the tokens of the one before were known
 * @param wastedRows their parts of sequences that were over by then
 * @param prefillTokens known tokens whose keys and values were computed
 * @param generatedTokens tokens that sequences got
 * @param draftedTokens drafts checked
 * @param acceptedTokens of them, those that were right and taken over
 * @param modelDrafted of the drafts checked, those of a draft model
 * @param modelAccepted of them, those that were right and taken over
 * @param modelNanos time that the draft model took, contained in {@code busyNanos}
 * @param restoredTokens known tokens copied from the pool instead
 * @param hostTokens of them, those that came from host memory
 * @param diskTokens of them, those that came from the disk
 * @param preemptions sequences that lost their slots to more urgent ones
 * @param busyNanos time spent in steps
 * @param nanojoules energy of the steps
 */
public record WorkerTotals(
        long steps,
        long stepsAhead,
        long wastedRows,
        long prefillTokens,
        long generatedTokens,
        long draftedTokens,
        long acceptedTokens,
        long modelDrafted,
        long modelAccepted,
        long modelNanos,
        long restoredTokens,
        long hostTokens,
        long diskTokens,
        long preemptions,
        long busyNanos,
        long nanojoules) {
    static final WorkerTotals NONE =
            new WorkerTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    WorkerTotals plus(StepReport step) {
        return new WorkerTotals(
                steps + 1,
                stepsAhead + (step.ahead().begun() ? 1 : 0),
                wastedRows + step.ahead().wastedRows(),
                prefillTokens + step.prefillTokens(),
                generatedTokens + step.generatedTokens(),
                draftedTokens + step.draftedTokens(),
                acceptedTokens + step.acceptedTokens(),
                modelDrafted + step.model().drafted(),
                modelAccepted + step.model().accepted(),
                modelNanos + step.model().nanos(),
                restoredTokens + step.before().restoredTokens(),
                hostTokens + step.before().fromHost(),
                diskTokens + step.before().fromDisk(),
                preemptions + step.before().preemptions(),
                busyNanos + step.nanos(),
                nanojoules + step.nanojoules());
    }

    /** Of the drafts checked, those found in texts. */
    public long lookedUp() {
        return draftedTokens - modelDrafted;
    }

    /** Of the drafts found in texts, those that were right and taken over. */
    public long lookedUpAccepted() {
        return acceptedTokens - modelAccepted;
    }
}
