package io.aifactory.inference.batching;

import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.inference.EngineVitals;

/**
 * A snapshot of a worker between two steps.
 *
 * @param phase what it does with models
 * @param running sequences in slots
 * @param mostRunning sequences that may have slots at once now, at most all slots
 * @param waiting accepted sequences without a slot
 * @param heldTokens tokens whose keys and values are in slots
 * @param kept blocks that can be found, and where
 * @param vitals of its engine, since that was loaded
 * @param totals since it started
 */
public record WorkerLoad(
        WorkerPhase phase,
        int running,
        int mostRunning,
        int waiting,
        long heldTokens,
        TierLoad kept,
        EngineVitals vitals,
        WorkerTotals totals) {}
