package io.aifactory.factory.daemon;

import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.home.Endpoint;
import io.aifactory.factory.home.FactoryHome;
import io.aifactory.factory.home.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Makes the JDK's AOT cache (JEP 483, 514): starts the packaged control plane once in a temporary
 * home, asks it a few things, and stops it; the JVM writes the cache as it ends. Later starts find
 * their classes loaded and linked.
 */
public final class AotTrainingRun {
    private static final Duration START_TIME = Duration.ofMinutes(2);
    private static final Duration END_TIME = Duration.ofMinutes(4);
    private static final int LOG_LINES = 15;
    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/api/v1/overview",
                    "/api/v1/datasets",
                    "/api/v1/training-jobs",
                    "/api/v1/models",
                    "/api/v1/deployments",
                    "/api/v1/frontiers",
                    "/v1/models");

    private final Path distribution;

    public AotTrainingRun(Path distribution) {
        this.distribution = distribution.toAbsolutePath();
    }

    /**
     * @return size of the cache in bytes
     * @throws DaemonFailure if there is none at the end; nothing is left behind then
     */
    public long run() throws IOException, InterruptedException {
        Path app = distribution.resolve("factory");
        Path cache = app.resolve(ControlPlaneJvm.AOT_CACHE);
        Files.deleteIfExists(cache);
        Path root = Files.createTempDirectory("aifactory-aot");
        try {
            FactoryHome home = new FactoryHome(root).create();
            Process process = start(app, home);
            try {
                exercise(awaitEndpoint(process, home));
            } finally {
                process.destroy();
                if (!process.waitFor(END_TIME.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            if (!Files.exists(cache)) {
                throw new DaemonFailure("the JVM wrote no cache:\n" + log(home));
            }
            return Files.size(cache);
        } finally {
            deleteTree(root);
        }
    }

    private Process start(Path app, FactoryHome home) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ControlPlaneJvm.trainingFlags(Path.of(ControlPlaneJvm.AOT_CACHE)));
        command.add("-Daifactory.distribution=" + distribution);
        command.addAll(
                List.of("-jar", "quarkus-run.jar", "serve", "--home", home.root().toString()));
        return new ProcessBuilder(command)
                .directory(app.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.controlPlaneLog().toFile())
                .start();
    }

    private static Endpoint awaitEndpoint(Process process, FactoryHome home) throws IOException {
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<Endpoint> endpoint = Endpoint.readLive(home.endpointFile());
            if (endpoint.isPresent()) {
                return endpoint.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new DaemonFailure("the control plane did not start:\n" + log(home));
    }

    private static void exercise(Endpoint endpoint) {
        var client = new FactoryClient(endpoint.baseUri());
        for (String path : PATHS) {
            try {
                client.get(path);
            } catch (ClientFailure e) {
                // What counts is that the code has run; the page at / is not JSON, for example.
                System.out.println("  " + path + ": " + e.code());
            }
        }
    }

    private static String log(FactoryHome home) throws IOException {
        return String.join("\n", LogTail.of(home.controlPlaneLog(), LOG_LINES));
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
