package io.aifactory.inference.batching;

import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.inference.EngineVitals;

/**
 * What the device's thread has told last of itself, for whoever asks from another one.
 *
 * @param running see {@link WorkerLoad}, as all of these
 */
record Progress(
        int running,
        int mostRunning,
        long heldTokens,
        TierLoad kept,
        EngineVitals vitals,
        WorkerTotals totals) {
    /** Without a model, after so much. */
    static Progress idle(WorkerTotals totals) {
        return new Progress(0, 0, 0, TierLoad.NONE, EngineVitals.NONE, totals);
    }

    static Progress of(DeviceWork work, WorkerTotals totals) {
        return new Progress(
                work.running(),
                work.mostRunning(),
                work.heldTokens(),
                work.kept(),
                work.vitals(),
                totals);
    }

    /**
     * @param open requests that have been accepted and have not ended
     */
    WorkerLoad load(WorkerPhase phase, int open) {
        return new WorkerLoad(
                phase,
                running,
                mostRunning,
                Math.max(0, open - running),
                heldTokens,
                kept,
                vitals,
                totals);
    }
}
