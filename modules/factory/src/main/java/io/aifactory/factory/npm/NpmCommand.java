package io.aifactory.factory.npm;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code npm pack} of the installed npm, with the user's own configuration. */
public final class NpmCommand {
    private static final long POLL_MILLIS = 100;
    private static final int COMPLAINT_BYTES = 64 << 10;

    /** So many times the pinned size, and something else is being sent. */
    private static final int TOO_LARGE = 2;

    private final String executable;

    /**
     * @param executable a name on the PATH or a path
     */
    public NpmCommand(String executable) {
        this.executable = executable;
    }

    /**
     * Fetches a package's archive.
     *
     * @param folder new or empty, inside of the work's folder; npm keeps its cache there too
     * @return the archive; not compared with its digest yet
     * @throws NpmFailure if it cannot be had
     * @throws CancellationException if the work was cancelled
     */
    public Path pack(NpmPackage wanted, Path folder, WorkFolder work, Watch watch)
            throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("npm.log");
        Process process = start(wanted, folder, log);
        work.adopt(process);
        try {
            process.getOutputStream().close();
            long limit = TOO_LARGE * wanted.bytes() + (1 << 20);
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                work.requireGoingOn();
                long bytes = largestFile(folder);
                watch.passed(Math.min(bytes, wanted.bytes()), wanted.bytes());
                if (bytes > limit) {
                    throw new NpmFailure(Messages.text("npm.tooLarge", wanted.coordinate()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while npm was running");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        work.requireGoingOn();
        if (process.exitValue() != 0) {
            throw new NpmFailure(Complaint.of(wanted.coordinate(), textOf(log)));
        }
        return archive(wanted, folder);
    }

    private Process start(NpmPackage wanted, Path folder, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        executable,
                                        "pack",
                                        wanted.coordinate(),
                                        "--cache=" + folder.resolve("cache"),
                                        "--ignore-scripts",
                                        "--loglevel=error",
                                        "--no-update-notifier",
                                        "--no-audit",
                                        "--no-fund"))
                        .directory(folder.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(log.toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NpmFailure(Messages.text("npm.missing", wanted.coordinate()), e);
        }
    }

    private static Path archive(NpmPackage wanted, Path folder) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.tgz")) {
            Iterator<Path> found = archives.iterator();
            if (found.hasNext()) {
                return found.next();
            }
        }
        throw new NpmFailure(
                Messages.text("npm.failed", wanted.coordinate(), Messages.text("npm.silent")));
    }

    /** The archive goes through a temporary file and npm's cache before it appears by its name. */
    private static long largestFile(Path folder) throws IOException {
        var largest = new long[1];
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        largest[0] = Math.max(largest[0], attributes.size());
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE; // renamed meanwhile
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) {
                        return FileVisitResult.CONTINUE; // removed meanwhile
                    }
                });
        return largest[0];
    }

    private static String textOf(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readNBytes(COMPLAINT_BYTES), Charset.defaultCharset());
        }
    }
}
