package io.aifactory.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that nobody sees until {@link #publish}: closing it before that removes it.
 *
 * <p>It is locked for as long as it is open. The operating system gives the lock back when the
 * process ends in whatever way, so a temporary file that can be locked belongs to nobody; see
 * {@link Leftovers}.
 */
final class TemporaryFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private boolean published;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new, empty, locked file in this folder. */
    static TemporaryFile createIn(Path folder) throws IOException {
        while (true) {
            Path path = folder.resolve(Leftovers.ownPrefix() + UUID.randomUUID());
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Optional<TemporaryFile> file = lock(path, channel);
            if (file.isPresent()) {
                return file.get();
            }
        }
    }

    /** Empty if another process that cleans up has taken the file before it was locked. */
    private static Optional<TemporaryFile> lock(Path path, FileChannel channel) throws IOException {
        boolean owned = false;
        try {
            FileLock lock = channel.lock();
            owned = lock.isValid() && Files.exists(path);
            return owned ? Optional.of(new TemporaryFile(path, channel)) : Optional.empty();
        } finally {
            if (!owned) {
                channel.close();
                Files.deleteIfExists(path);
            }
        }
    }

    /** Appends these bytes. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Returns when content and size have reached the device. */
    void force() throws IOException {
        channel.force(true);
    }

    /** Gives the file its final name in one step, replacing a file of that name. */
    void publish(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    @Override
    public void close() throws IOException {
        try {
            if (!published) {
                Files.deleteIfExists(path);
            }
        } finally {
            channel.close();
        }
    }
}
