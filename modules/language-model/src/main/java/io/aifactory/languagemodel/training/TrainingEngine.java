package io.aifactory.languagemodel.training;

import io.aifactory.languagemodel.ModelConfig;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One model being trained on one device. Not thread-safe: exactly one thread owns an engine. On the
 * CPU the same calls give the same bits.
 */
public interface TrainingEngine extends AutoCloseable {
    ModelConfig config();

    long parameters();

    /** Optimiser steps taken so far, those before a restored checkpoint included. */
    long steps();

    /**
     * One AdamW step on one batch: forward, backward, clipping by the global gradient norm, update;
     * a single native call.
     *
     * @param batch rows of equal length T + 1: inputs are the first T tokens of a row, targets the
     *     last T
     * @param learningRate for this step
     * @return mean loss over all targets and the gradient norm before clipping
     */
    StepResult step(int[][] batch, double learningRate);

    /**
     * Loss without learning.
     *
     * @param batch rows of equal length T + 1; a negative target is not counted
     * @return sum of nats and number of counted targets
     */
    EvaluationResult evaluate(int[][] batch);

    /**
     * Writes weights and optimiser state as safetensors into an existing folder: {@code
     * model.safetensors} and {@code optimizer.safetensors}. The caller makes the checkpoint durable
     * and visible.
     */
    void saveCheckpoint(Path folder) throws IOException;

    /** Writes the weights in Hugging Face names as one float32 safetensors file. */
    void saveWeights(Path file) throws IOException;

    @Override
    void close();

    /**
     * @param loss mean nats per target
     * @param gradientNorm global L2 norm before clipping
     */
    record StepResult(double loss, double gradientNorm) {}

    /**
     * @param nats sum over the counted targets
     * @param targets how many were counted
     */
    record EvaluationResult(double nats, long targets) {}
}
