package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.languagemodel.inference.EngineVitals;

/** What is open with one loaded model. Owned by the device's thread. */
sealed interface DeviceWork permits ContinuousBatch, EmbeddingBatch {
    boolean isEmpty();

    /** How many take part in steps; the others wait for a place. */
    int running();

    /** How many may take part at once now. */
    int mostRunning();

    /** Tokens whose keys and values are held in slots. */
    long heldTokens();

    /** Blocks that can be found, and where. */
    TierLoad kept();

    /** What the engine knows of itself. */
    default EngineVitals vitals() {
        return EngineVitals.NONE;
    }

    /** Lets go of those that nobody waits for, then gives free places to waiting ones. */
    void admit();

    /**
     * Runs one step over those that run, of which there must be at least one.
     *
     * @throws io.aifactory.languagemodel.inference.EngineException if the device fails
     */
    StepReport step();

    /** Ends all of them with this error. */
    void failAll(FactoryException error);
}
