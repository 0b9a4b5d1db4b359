package io.aifactory.inference.batching;

import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.prefix.BlockEvent;

/**
 * Port: hears what happens on the device, on the device's thread, in order; so no method may block
 * or throw.
 */
@FunctionalInterface
public interface LoopListener {
    /** A step has ended. */
    void step(StepReport report);

    /**
     * A model has been loaded; nothing is kept yet, and block events begin at number 0.
     *
     * @param poolBlocks room for kept blocks
     */
    default void loaded(LoadedModel model, int poolBlocks) {}

    /** The loaded model is gone, and all that was kept with it. */
    default void unloaded() {}

    /** What is kept has changed. */
    default void block(BlockEvent event) {}

    /** Nothing follows. */
    default void ended() {}
}
