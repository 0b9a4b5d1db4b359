package io.aifactory.inference.batching;

/**
 * Counts since the worker started.
 *
 * @param steps engine steps
 * @param prefillTokens known tokens whose keys and values were computed
 * @param generatedTokens tokens sampled
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
        long restoredTokens,
        long hostTokens,
        long diskTokens,
        long preemptions,
        long busyNanos,
        long nanojoules) {
    static final WorkerTotals NONE = new WorkerTotals(0, 0, 0, 0, 0, 0, 0, 0, 0);

    WorkerTotals plus(StepReport step) {
        return new WorkerTotals(
                steps + 1,
                prefillTokens + step.prefillTokens(),
                generatedTokens + step.generatedTokens(),
                restoredTokens + step.before().restoredTokens(),
                hostTokens + step.before().fromHost(),
                diskTokens + step.before().fromDisk(),
                preemptions + step.before().preemptions(),
                busyNanos + step.nanos(),
                nanojoules + step.nanojoules());
    }
}
