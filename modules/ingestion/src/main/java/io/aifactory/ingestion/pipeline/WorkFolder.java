package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of one job. Closing it removes it with all it holds. */
public final class WorkFolder implements AutoCloseable {
    private static final long NO_ROOM_BYTES = 1 << 20;
    private static final String PREFIX = "job-of-";
    private static final long OWN_PROCESS = ProcessHandle.current().pid();
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** Makes a folder inside another one, which is made as well where it is missing. */
    public static WorkFolder createIn(Path parent) {
        try {
            Files.createDirectories(parent);
            return new WorkFolder(Files.createTempDirectory(parent, PREFIX + OWN_PROCESS + "-"));
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "The work folder of ingestion cannot be made.", e);
        }
    }

    public Path path() {
        return path;
    }

    /** What a failed write to this folder means. */
    FactoryException writeFailed(IOException cause) {
        if (hasNoRoom(cause)) {
            return new FactoryException(
                    ErrorCode.STORAGE_FULL,
                    "The device of ingestion's work folder is full; free some space or set"
                            + " aifactory.ingestion.work-folder, and try again.",
                    cause);
        }
        return new FactoryException(
                ErrorCode.UNAVAILABLE, "The work folder of ingestion cannot be written.", cause);
    }

    private boolean hasNoRoom(IOException cause) {
        if (String.valueOf(cause.getMessage()).contains("No space left")) {
            return true;
        }
        try {
            FileStore device = Files.getFileStore(path);
            return device.getUsableSpace() < NO_ROOM_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        removeAll(path);
    }

    /** Removes what jobs of processes that died have left. */
    public static void removeLeftovers(Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> children = Files.list(parent)) {
            for (Path child : children.toList()) {
                Matcher name = NAME.matcher(String.valueOf(child.getFileName()));
                if (name.matches() && isDead(Long.parseLong(name.group(1)))) {
                    removeAll(child);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDead(long process) {
        return process != OWN_PROCESS
                && ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static void removeAll(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
