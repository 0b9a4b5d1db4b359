package io.aifactory.inference.process;

import io.aifactory.inference.batching.WarmUp;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.EnginePorts;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;

/** The worker's device, for the tuner. */
record DeviceEngines(LoadSettings load, LanguageModels models, Device device)
        implements EnginePorts {
    @Override
    public InferenceEngine load(PreparedModel model) {
        return WarmUp.run(load.engine(models, model, device));
    }

    @Override
    public boolean multiplies(Precision precision) {
        return models.multiplies(precision, device);
    }

    @Override
    public void useThreads(int threads) {
        models.useThreads(threads);
    }
}
