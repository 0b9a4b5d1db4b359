package io.aifactory.training.checkpoint;

import io.aifactory.contracts.Digest;
import java.util.List;

/**
 * What a checkpoint consists of, {@code manifest.json} in its folder.
 *
 * @param format always {@link #FORMAT}
 * @param progress what was reached
 * @param files every other file of the folder
 */
record CheckpointManifest(String format, TrainingProgress progress, List<Entry> files) {
    static final String FORMAT = "aifactory.checkpoint/1";
    static final String FILE = "manifest.json";

    /**
     * @param name of the file in the checkpoint's folder
     * @param bytes its size
     * @param digest of its content
     */
    record Entry(String name, long bytes, Digest digest) {}
}
