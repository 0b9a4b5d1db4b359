package io.aifactory.languagemodel.inference;

import java.util.List;

/** A step that a device has been given. */
public interface StepUnderWay {
    /**
     * Waits until it is done; to be called once, on the engine's thread, before the step after the
     * next one is begun.
     *
     * @return as {@link InferenceEngine#step}
     * @throws EngineException if the device fails; the engine must be closed then
     */
    List<List<SampledToken>> tokens();
}
