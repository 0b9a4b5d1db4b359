package io.aifactory.inference.process;

import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.PrecisionWish;
import io.aifactory.inference.model.PreparedModel;

/**
 * How models are put on the device.
 *
 * @param slots sequences held at once
 * @param slotTokens tokens per slot; 0 = the model's context
 * @param stepTokens tokens of one step
 */
record LoadSettings(PrecisionWish precision, int slots, int slotTokens, int stepTokens) {
    static LoadSettings of(InferenceConfig config) {
        return new LoadSettings(
                config.precision(), config.slots(), config.slotTokens(), config.stepTokens());
    }

    /** What a model takes with so many slots of so many tokens. */
    MemoryNeed need(PreparedModel model, int itsSlots, int itsSlotTokens) {
        // decoding sequences are not held back by the limit on a step's tokens
        int tokens = Math.max(stepTokens, itsSlots);
        return MemoryNeed.of(model.config(), model.precision(), itsSlots, itsSlotTokens, tokens);
    }
}
