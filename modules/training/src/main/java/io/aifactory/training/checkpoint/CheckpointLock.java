package io.aifactory.training.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a job's checkpoints. The operating system takes it back when the process ends,
 * however it ends, so that two attempts never write at the same time.
 */
public final class CheckpointLock implements AutoCloseable {
    private final FileChannel file;

    private CheckpointLock(FileChannel file) {
        this.file = file;
    }

    /** The lock, or empty while another process has it. */
    public static Optional<CheckpointLock> tryAcquire(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new CheckpointLock(file));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
