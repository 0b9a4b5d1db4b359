package io.aifactory.training.trainer;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.meter.DeclaredPowerModel;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.economics.meter.Meters;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.storage.BlobStore;
import io.aifactory.training.checkpoint.CheckpointLock;
import io.aifactory.training.checkpoint.CheckpointStep;
import io.aifactory.training.checkpoint.Checkpoints;
import io.aifactory.training.protocol.AttemptFolder;
import io.aifactory.training.protocol.AttemptOrder;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** One attempt: data, training, model folder, sample. */
final class Attempt {
    private static final int KEPT_CHECKPOINTS = 2;
    private static final String END_OF_TEXT = "<|endoftext|>";

    private final AttemptFolder folder;
    private final AttemptOrder order;
    private final BlobStore store;
    private final Engines engines;
    private final EventLog events;
    private final CheckpointStep.Hook hook;

    Attempt(
            AttemptFolder folder,
            AttemptOrder order,
            BlobStore store,
            Engines engines,
            EventLog events,
            CheckpointStep.Hook hook) {
        this.folder = folder;
        this.order = order;
        this.store = store;
        this.engines = engines;
        this.events = events;
        this.hook = hook;
    }

    /**
     * @throws FactoryException if the data or the spec is to blame
     */
    void execute() throws IOException {
        Path checkpoints = Path.of(order.checkpoints());
        try (CheckpointLock _ =
                        CheckpointLock.tryAcquire(checkpoints)
                                .orElseThrow(() -> alreadyRunning(order.jobId()));
                Arena arena = Arena.ofShared();
                EnergyMeter meter = Meters.best(declared(order.power()))) {
            Workload work = Workload.open(order.spec(), store, engines, arena);
            ModelOutput output = ModelOutput.in(folder.output());
            double joules =
                    new TrainingRun(
                                    work,
                                    engines,
                                    new Checkpoints(checkpoints, KEPT_CHECKPOINTS, hook),
                                    order.checkpointEvery(),
                                    events,
                                    meter,
                                    System::nanoTime)
                            .execute(output.weights());
            output.complete(work, engines, END_OF_TEXT);
            events.report(new TrainerEvent.Sample(sample(work, output)));
            events.report(new TrainerEvent.Energy(joules, meter.estimated()));
            events.report(new TrainerEvent.Finished(order.spec().steps()));
        }
    }

    private String sample(Workload work, ModelOutput output) throws IOException {
        try (InferenceEngine engine =
                engines.models()
                        .load(
                                ModelFiles.inFolder(output.folder()),
                                new Device.Cpu(order.spec().threads()),
                                1,
                                0)) {
            return TextSample.generate(
                    engine,
                    engines.tokenizer(work.tokenizerFile()),
                    work.dataset().endOfText(),
                    order.spec().seed());
        }
    }

    private static DeclaredPowerModel declared(AttemptOrder.DeclaredPower power) {
        return new DeclaredPowerModel(power.idleWatts(), power.wattsPerBusyCore());
    }

    private static FactoryException alreadyRunning(String jobId) {
        return new FactoryException(
                ErrorCode.TRAINING_FAILED, "another trainer is still working on job " + jobId);
    }
}
