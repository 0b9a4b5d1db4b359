package io.aifactory.training.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint whose every byte was compared with its manifest.
 *
 * @param folder holds {@code model.safetensors} and {@code optimizer.safetensors}
 * @param progress what was reached
 */
public record VerifiedCheckpoint(Path folder, TrainingProgress progress) {}
