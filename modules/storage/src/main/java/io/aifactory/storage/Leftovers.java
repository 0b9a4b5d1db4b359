package io.aifactory.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;

/** Temporary files of processes that ended before they could publish or remove them. */
final class Leftovers {
    private Leftovers() {}

    /**
     * How names of this process' temporary files begin. Process ids alone are not enough: several
     * containers that share a folder may all be process 1.
     */
    static String ownPrefix() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + started + "-";
    }

    /**
     * Removes the temporary files in this folder whose writer is gone, that is, which are not
     * locked.
     */
    static void removeFrom(Path folder) throws IOException {
        String own = ownPrefix();
        try (Stream<Path> files = Files.list(folder)) {
            // Own files must not even be opened: closing any descriptor of a file drops the
            // process' POSIX locks on it.
            files.filter(file -> !name(file).startsWith(own))
                    .forEach(Leftovers::removeUnlessLocked);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void removeUnlessLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The writer has just published or removed it, or this file system has no locks; what
            // stays is invisible and is looked at again at the next start.
            return;
        }
    }
}
