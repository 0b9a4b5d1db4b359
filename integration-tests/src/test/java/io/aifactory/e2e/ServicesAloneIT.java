package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service with a database starts alone from its package and brings PostgreSQL with it. */
class ServicesAloneIT {
    private static final Duration START_TIME = Duration.ofMinutes(2);

    @TempDir Path home;

    @ParameterizedTest
    @CsvSource({
        "ingestion, /api/v1/datasets",
        "training, /api/v1/training-jobs",
        "registry, /api/v1/models",
        "scheduler, /v1/models"
    })
    void theServiceAnswersAloneAndItsDatabaseStopsWithIt(String service, String path)
            throws Exception {
        int port = freePort();
        Process process = start(service, port);
        List<ProcessHandle> children;
        try {
            assertEquals(200, statusOnceUp(process, port, path), () -> log(service));
            children = process.descendants().toList();
            assertTrue(!children.isEmpty(), "it runs a database of its own");
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        assertEquals(
                List.of(), children.stream().filter(PackagedFactory::lives).toList(), "left over");
    }

    private Process start(String service, int port) throws IOException {
        Path application =
                Path.of(System.getProperty("aifactory.root", ".."))
                        .resolve("modules/" + service + "/target/quarkus-app/quarkus-run.jar")
                        .toAbsolutePath();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-Xmx256m", "-jar", application.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_"));
        builder.environment().put("AIFACTORY_HOME", home.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        // Not 0: beside a fixed HTTP port Quarkus 3.34 then never ends its start (its network
        // meters get other tags for a port it does not know yet).
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        return builder.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(service + ".log").toFile())
                .start();
    }

    private static int statusOnceUp(Process process, int port, String path)
            throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        long deadline = System.nanoTime() + START_TIME.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                try {
                    return client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                } catch (IOException notYet) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
        }
        return -1;
    }

    private String log(String service) {
        try {
            return Files.readString(home.resolve(service + ".log"));
        } catch (IOException e) {
            return "no log of " + service;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
