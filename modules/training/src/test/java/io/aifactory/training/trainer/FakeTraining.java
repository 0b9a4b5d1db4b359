package io.aifactory.training.trainer;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Weights are one number; a step mixes batch and learning rate into it. */
final class FakeTraining implements TrainingEngine {
    private final ModelConfig config;
    private final LongConsumer beforeStep;
    private long steps;
    private long weights;

    FakeTraining(ModelConfig config, LongConsumer beforeStep, long steps, long weights) {
        this.config = config;
        this.beforeStep = beforeStep;
        this.steps = steps;
        this.weights = weights;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return 1;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public StepResult step(int[][] batch, double learningRate) {
        beforeStep.accept(steps);
        weights = weights * 31 + Arrays.deepHashCode(batch) + Double.doubleToLongBits(learningRate);
        steps++;
        return new StepResult((weights & 0xFFFF) / 65_536.0, 1.0);
    }

    @Override
    public EvaluationResult evaluate(int[][] batch) {
        long targets = Arrays.stream(batch).mapToLong(row -> row.length - 1).sum();
        return new EvaluationResult(targets * Math.log(2), targets);
    }

    @Override
    public void saveCheckpoint(Path folder) throws IOException {
        saveWeights(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("optimizer.safetensors"), String.valueOf(steps));
    }

    @Override
    public void saveWeights(Path file) throws IOException {
        Files.writeString(file, String.valueOf(weights));
    }

    @Override
    public void close() {}
}
