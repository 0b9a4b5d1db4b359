package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Resolves artifacts with the user's installed Maven, so that its mirrors, credentials and proxies
 * hold. First without the network, then with it.
 */
public final class MavenCommand implements ArtifactResolver {
    private static final String COPY =
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private static final int SHOWN_LINES = 3;
    private static final int SHOWN_CHARACTERS = 300;

    private final String executable;
    private final Duration timeout;

    /**
     * @param executable a name on the PATH or a path
     * @param timeout for one run
     */
    public MavenCommand(String executable, Duration timeout) {
        this.executable = executable;
        this.timeout = timeout;
    }

    @Override
    public Path resolve(MavenCoordinate coordinate, Path folder) {
        Path log = folder.resolve("maven.log");
        Path copy = folder.resolve(coordinate.fileName());
        try {
            if (run(coordinate, folder, log, true) || run(coordinate, folder, log, false)) {
                if (Files.isRegularFile(copy)) {
                    return copy;
                }
            }
            throw unreadable(coordinate, "Maven could not get it. " + complaint(log));
        } catch (IOException e) {
            throw unreadable(
                    coordinate,
                    "'"
                            + Path.of(executable).getFileName()
                            + "' cannot be run; install Maven or set aifactory.ingestion.maven.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while Maven was running");
        }
    }

    private boolean run(MavenCoordinate coordinate, Path folder, Path log, boolean offline)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable, "-B"));
        if (offline) {
            command.add("-o");
        }
        command.addAll(
                List.of(
                        COPY,
                        "-Dartifact="
                                + String.join(
                                        ":",
                                        coordinate.group(),
                                        coordinate.artifact(),
                                        coordinate.version(),
                                        coordinate.packaging())
                                + (coordinate.classifier().isEmpty()
                                        ? ""
                                        : ":" + coordinate.classifier()),
                        "-DoutputDirectory=" + folder,
                        "-Dmdep.useBaseVersion=true"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unreadable(
                        coordinate,
                        "Maven did not finish within " + timeout.toSeconds() + " seconds.");
            }
            return process.exitValue() == 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What Maven says is wrong, without its advice. */
    private static String complaint(Path log) throws IOException {
        String said =
                new String(Files.readAllBytes(log), Charset.defaultCharset())
                        .lines()
                        .filter(line -> line.startsWith("[ERROR] ") && line.length() > 10)
                        .map(line -> line.substring("[ERROR] ".length()))
                        .limit(SHOWN_LINES)
                        .map(line ->
                                line.length() > SHOWN_CHARACTERS
                                        ? line.substring(0, SHOWN_CHARACTERS) + "…"
                                        : line)
                        .collect(Collectors.joining(" "));
        return said.isEmpty() ? "It gave no reason." : "It said: " + said;
    }

    private static FactoryException unreadable(MavenCoordinate coordinate, String why) {
        return new FactoryException(
                ErrorCode.SOURCE_UNREADABLE,
                "The Maven artifact " + coordinate + " is not available: " + why);
    }
}
