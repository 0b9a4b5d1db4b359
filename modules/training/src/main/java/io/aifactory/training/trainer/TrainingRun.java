package io.aifactory.training.trainer;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.training.NonFiniteLossException;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.training.TrainingEngine.EvaluationResult;
import io.aifactory.languagemodel.training.TrainingEngine.StepResult;
import io.aifactory.training.checkpoint.Checkpoints;
import io.aifactory.training.checkpoint.TrainingProgress;
import io.aifactory.training.checkpoint.VerifiedCheckpoint;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The loop: from the newest checkpoint, or from scratch, to the last step. */
final class TrainingRun {
    private final Workload work;
    private final Engines engines;
    private final Checkpoints checkpoints;
    private final int checkpointEvery;
    private final EventLog events;
    private final EnergyMeter meter;
    private final LongSupplier nanoTime;
    private final LearningRateSchedule schedule;
    private final Pace pace;

    TrainingRun(
            Workload work,
            Engines engines,
            Checkpoints checkpoints,
            int checkpointEvery,
            EventLog events,
            EnergyMeter meter,
            LongSupplier nanoTime) {
        this.work = work;
        this.engines = engines;
        this.checkpoints = checkpoints;
        this.checkpointEvery = checkpointEvery;
        this.events = events;
        this.meter = meter;
        this.nanoTime = nanoTime;
        this.schedule = LearningRateSchedule.of(work.spec().optimizer(), work.spec().steps());
        this.pace = new Pace(work.spec().tokensPerStep());
    }

    /**
     * Trains to the end and leaves the weights in a file.
     *
     * @return joules used by all attempts
     */
    double execute(Path weights) throws IOException {
        Optional<VerifiedCheckpoint> checkpoint =
                checkpoints.newest(
                        work.digest(),
                        (name, reason) ->
                                events.report(new TrainerEvent.Quarantined(name, reason)));
        TrainingProgress before =
                checkpoint
                        .map(VerifiedCheckpoint::progress)
                        .orElseGet(() -> TrainingProgress.none(work.digest()));
        try (TrainingEngine engine = open(checkpoint)) {
            events.report(
                    new TrainerEvent.Started(
                            before.step(), work.spec().steps(), engine.parameters()));
            events.report(new TrainerEvent.Baseline(work.bigramBitsPerByte()));
            for (long step = before.step(); step < work.spec().steps(); step++) {
                step(engine, step);
                afterStep(engine, step + 1, before);
            }
            engine.saveWeights(weights);
        }
        return before.joules() + meter.joules();
    }

    private TrainingEngine open(Optional<VerifiedCheckpoint> checkpoint) {
        TrainingSpec spec = work.spec();
        Device device = new Device.Cpu(spec.threads());
        return checkpoint
                .map(verified ->
                        engines.models()
                                .restore(
                                        work.config(), work.optimizer(), device, verified.folder()))
                .orElseGet(() ->
                        engines.models()
                                .create(work.config(), work.optimizer(), device, spec.seed()));
    }

    private void step(TrainingEngine engine, long step) {
        long start = nanoTime.getAsLong();
        double learningRate = schedule.at(step);
        StepResult result;
        try {
            result = engine.step(work.sampler().batch(step), learningRate);
        } catch (NonFiniteLossException e) {
            throw new FactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "training diverged at step %,d: the loss is no longer a number; submit it with"
                                    .formatted(step + 1)
                            + " a lower learningRate or more warmupSteps",
                    e);
        }
        pace.step(nanoTime.getAsLong() - start);
        long done = step + 1;
        events.report(
                new TrainerEvent.Step(
                        done,
                        result.loss(),
                        learningRate,
                        result.gradientNorm(),
                        done * work.spec().tokensPerStep(),
                        pace.tokensPerSecond(),
                        pace.secondsLeft(work.spec().steps() - done, evaluationsAfter(step))));
    }

    private void afterStep(TrainingEngine engine, long done, TrainingProgress before)
            throws IOException {
        boolean last = done == work.spec().steps();
        if (last || done % work.spec().evaluateEvery() == 0) {
            evaluate(engine, done);
        }
        if (last || done % checkpointEvery == 0) {
            double joules = before.joules() + meter.joules();
            checkpoints.write(
                    new TrainingProgress(
                            work.digest(), done, done * work.spec().tokensPerStep(), joules),
                    engine::saveCheckpoint);
            events.report(new TrainerEvent.Checkpoint(done));
            events.report(new TrainerEvent.Energy(joules, meter.estimated()));
        }
    }

    private void evaluate(TrainingEngine engine, long done) {
        long start = nanoTime.getAsLong();
        double nats = 0;
        long targets = 0;
        for (int[][] batch :
                work.heldOut()
                        .batches(work.spec().model().contextTokens(), work.spec().batchRows())) {
            EvaluationResult result = engine.evaluate(batch);
            nats += result.nats();
            targets += result.targets();
        }
        pace.evaluation(nanoTime.getAsLong() - start);
        events.report(
                new TrainerEvent.Evaluation(
                        done,
                        work.heldOut().bitsPerByte(nats),
                        nats,
                        targets,
                        work.heldOut().bytes()));
    }

    private long evaluationsAfter(long step) {
        long every = work.spec().evaluateEvery();
        long whole = work.spec().steps() / every - step / every;
        return whole + (work.spec().steps() % every == 0 ? 0 : 1);
    }
}
