package io.aifactory.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Starts the images for real. Run by {@code mvn -Pimage,image-run verify}. */
class ImageRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path IMAGES = Path.of("target");

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void needsPodman() {
        assumeTrue(Podman.isAvailable(), "podman is not installed, so no image can be started");
    }

    @Test
    void registryStartsHardenedAndAgainOnItsOwnData() throws Exception {
        Path tar = image("registry");
        int port = freePort();
        int management = freePort();
        try (Podman container = new Podman()) {
            container.start(
                    tar,
                    Map.of(
                            "QUARKUS_HTTP_PORT", Integer.toString(port),
                            "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));

            awaitOk(container, "http://127.0.0.1:" + management + "/q/health/ready");
            assertEquals("[]", awaitOk(container, "http://127.0.0.1:" + port + "/api/v1/models"));
            assertEquals(
                    "kept\n",
                    container.shell("echo kept > /data/mark; read x < /data/mark; echo $x"));
            assertThrows(
                    IOException.class,
                    () -> container.shell("echo x > /opt/aifactory/x"),
                    "the root file system is read-only");

            container.restart();

            awaitOk(container, "http://127.0.0.1:" + management + "/q/health/ready");
            assertEquals("[]", awaitOk(container, "http://127.0.0.1:" + port + "/api/v1/models"));
            assertEquals("kept\n", container.shell("read x < /data/mark; echo $x"));
        }
    }

    @Test
    void allInOneStartsHardened() throws Exception {
        Path tar = image("factory");
        int port = freePort();
        try (Podman container = new Podman()) {
            container.start(tar, Map.of(), "--port", Integer.toString(port));

            String models = awaitOk(container, "http://127.0.0.1:" + port + "/api/v1/models");

            assertEquals("[]", models);
            awaitOk(container, "http://127.0.0.1:" + port + "/");
        }
    }

    private static Path image(String name) {
        Path tar = IMAGES.resolve("aifactory-" + name + ".tar");
        assumeTrue(Files.exists(tar), "the image " + name + " was not built");
        return tar;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks until the answer is 200, and returns it. */
    private String awaitOk(Podman container, String uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10)).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return response.body();
                }
            } catch (IOException e) {
                assertTrue(container.isRunning(), () -> "the container has ended: " + e);
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return fail(uri + " did not answer in time:\n" + container.log());
    }
}
