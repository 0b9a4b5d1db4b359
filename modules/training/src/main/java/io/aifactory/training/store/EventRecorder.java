package io.aifactory.training.store;

import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.TrainerEvent;
import java.time.Instant;

/** Writes a trainer's events into its job's row, its metric points and its event log. */
final class EventRecorder {
    private final JobEntity row;
    private final int attempt;
    private final Instant now;

    EventRecorder(JobEntity row, int attempt, Instant now) {
        this.row = row;
        this.attempt = attempt;
        this.now = now;
    }

    void record(TrainerEvent event) {
        switch (event) {
            case TrainerEvent.Started started -> {
                row.parameters = started.parameters();
                log("started", "at step %d of %d".formatted(started.step(), started.steps()));
            }
            case TrainerEvent.Baseline baseline -> row.bigramBitsPerByte = baseline.bitsPerByte();
            case TrainerEvent.Step step -> record(step);
            case TrainerEvent.Evaluation evaluation -> {
                row.heldOutBitsPerByte = evaluation.bitsPerByte();
                MetricPointEntity.at(row.id, evaluation.step()).heldOutBitsPerByte =
                        evaluation.bitsPerByte();
                log(
                        "evaluation",
                        "step %d: %s bits per byte"
                                .formatted(evaluation.step(), evaluation.bitsPerByte()));
            }
            case TrainerEvent.Checkpoint checkpoint -> {
                row.checkpointStep = checkpoint.step();
                if (JobRows.state(row) instanceof JobState.Running running) {
                    JobRows.enter(row, running.progressed(), now);
                }
                log("checkpoint", "step " + checkpoint.step());
            }
            case TrainerEvent.Quarantined damaged ->
                    log("quarantined", damaged.checkpoint() + ": " + damaged.reason());
            case TrainerEvent.Energy energy -> {
                row.joules = energy.joules();
                row.joulesEstimated = energy.estimated();
            }
            case TrainerEvent.Sample sample -> row.sample = withoutNul(sample.text());
            case TrainerEvent.Finished finished -> log("finished", "step " + finished.step());
            case TrainerEvent.Failed failed ->
                    log("failed", failed.code() + ": " + failed.message());
        }
    }

    private void record(TrainerEvent.Step step) {
        row.step = step.step();
        row.tokens = step.tokens();
        row.loss = step.loss();
        row.learningRate = step.learningRate();
        row.tokensPerSecond = step.tokensPerSecond();
        row.secondsLeft = step.secondsLeft();
        MetricPointEntity point = MetricPointEntity.at(row.id, step.step());
        point.loss = step.loss();
        point.learningRate = step.learningRate();
        point.gradientNorm = step.gradientNorm();
        point.tokensPerSecond = step.tokensPerSecond();
    }

    /** PostgreSQL's text type has no U+0000. */
    private static String withoutNul(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    private void log(String kind, String detail) {
        JobEventEntity.append(row.id, attempt, now, kind, detail);
    }
}
