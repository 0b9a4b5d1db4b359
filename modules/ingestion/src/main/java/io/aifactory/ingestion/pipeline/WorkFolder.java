package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of one job. Closing it removes it with all it holds. */
public final class WorkFolder implements AutoCloseable {
    private static final long NO_ROOM_BYTES = 1 << 20;
    private static final String PREFIX = "job-of-";
    private static final long OWN_PROCESS = ProcessHandle.current().pid();

    /** The start of a process is known to about a second. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path path;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder inside another one, which is made as well where it is missing. Only their
     * owner may look into them: what is ingested may be secret.
     */
    public static WorkFolder createIn(Path parent) {
        try {
            Path absolute = parent.toAbsolutePath().normalize();
            makeForOwner(absolute);
            return new WorkFolder(Files.createTempDirectory(absolute, PREFIX + OWN_PROCESS + "-"));
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "The work folder of ingestion cannot be made.", e);
        }
    }

    private static void makeForOwner(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Absolute. */
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
                if (name.matches()
                        && isDead(
                                Long.parseLong(name.group(1)),
                                Files.getLastModifiedTime(child).toInstant())) {
                    removeAll(child);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that began after the folder was last written has only got the maker's number. */
    private static boolean isDead(long process, Instant written) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(alive ->
                        alive.info()
                                .startInstant()
                                .filter(start -> start.minus(CLOCK_SLACK).isAfter(written))
                                .isEmpty())
                .isEmpty();
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
