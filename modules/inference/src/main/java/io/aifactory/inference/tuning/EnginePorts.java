package io.aifactory.inference.tuning;

import io.aifactory.inference.model.PreparedModel;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;

/** Port: what the tuner needs of the engine's side, on the thread that owns the device. */
public interface EnginePorts {
    /** Puts a model on the device in its precision, and runs it once. */
    InferenceEngine load(PreparedModel model);

    /** Whether the device has products of its own for a precision. */
    boolean multiplies(Precision precision);

    /** Operations of the calling thread get so many threads of the processor from now on. */
    void useThreads(int threads);
}
