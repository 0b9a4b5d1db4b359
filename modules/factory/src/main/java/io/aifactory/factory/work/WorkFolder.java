package io.aifactory.factory.work;

import io.aifactory.factory.home.LiveProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A private folder for one piece of work. It is removed when it is closed, when this process is
 * told to end (after the work has noticed, or a few seconds), and by the next work in the same
 * place if this process was killed. A child process that is {@link #adopt adopted} ends with it.
 */
public final class WorkFolder implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Path path;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "remove-work-folder");
    private volatile boolean cancelled;
    private volatile Runnable afterInterruption = () -> {};
    private volatile @Nullable Process child;

    private WorkFolder(Path path) {
        this.path = path;
    }

    /** A new folder inside of this one, which is made where it does not exist. */
    public static WorkFolder openIn(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeAbandoned(parent);
        WorkFolder folder =
                new WorkFolder(
                        Files.createTempDirectory(
                                parent,
                                ownPrefix(),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------"))));
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    public Path path() {
        return path;
    }

    /** What to do at last if this process is told to end during the work. */
    public void whenInterrupted(Runnable action) {
        afterInterruption = action;
    }

    /**
     * @throws CancellationException if the work is to stop
     */
    public void requireGoingOn() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }

    /** The process ends with the work, and all its descendants with it. */
    public void adopt(Process process) {
        child = process;
        if (cancelled) {
            end(process);
        }
    }

    /** Asks the work to stop, and ends the adopted process. */
    public void cancel() {
        cancelled = true;
        Process running = child;
        if (running != null) {
            end(running);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Process running = child;
            if (running != null) {
                end(running);
            }
            delete(path);
        } finally {
            closed.countDown();
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // this process is ending, and the hook waits for nothing any more
        }
    }

    private void interrupted() {
        cancel();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                delete(path);
            }
            afterInterruption.run();
        } catch (IOException e) {
            System.err.println(path + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a process and everything it started. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(e -> process)
                .join();
    }

    private static String ownPrefix() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + LiveProcess.startOf(self) + "-";
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (Stream<Path> folders = Files.list(parent)) {
            for (Path folder : folders.filter(WorkFolder::isAbandoned).toList()) {
                delete(folder);
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        String[] parts = String.valueOf(folder.getFileName()).split("-", -1);
        if (parts.length != 3 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        return LiveProcess.find(Long.parseLong(parts[0]), Long.parseLong(parts[1])).isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
