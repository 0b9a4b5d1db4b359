package io.aifactory.training.checkpoint;

/** The points between the effects of writing a checkpoint, in their order. */
public enum CheckpointStep {
    FILES_WRITTEN,
    FILES_FORCED,
    MANIFEST_FORCED,
    RENAMED,
    OLD_ONES_DELETED;

    /** Called at each point; tests throw from it or end the process. */
    @FunctionalInterface
    public interface Hook {
        Hook NONE = step -> {};

        void reached(CheckpointStep step);
    }
}
