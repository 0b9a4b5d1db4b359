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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the images for real. Run by {@code mvn -Pimage,image-run verify}. */
class ImageRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path IMAGES = Path.of("target");

    private static final Set<String> RUNNING = Set.of("QUEUED", "WAITING", "RUNNING", "PUBLISHING");

    private static final String CORPUS_SCRIPT =
            """
            i=0
            while [ $i -lt 60 ]; do
              echo '{"text":"The baker of street '$i' sells bread all day long."}'
              i=$((i + 1))
            done > /data/corpus.jsonl
            """;

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
            container.start(tar, ports(port, management));

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

    @ParameterizedTest
    @CsvSource({
        "ingestion, /api/v1/datasets",
        "training, /api/v1/training-jobs",
        "scheduler, /v1/models"
    })
    void theServiceStartsHardened(String service, String path) throws Exception {
        Path tar = image(service);
        int port = freePort();
        int management = freePort();
        try (Podman container = new Podman()) {
            container.start(tar, ports(port, management));

            awaitOk(container, "http://127.0.0.1:" + management + "/q/health/live");
            awaitOk(container, "http://127.0.0.1:" + port + path);
        }
    }

    /** The whole chain inside the image, then the worker's own image on what it left behind. */
    @Test
    void allInOneTrainsAndServesAndTheWorkerServesItsModelAlone() throws Exception {
        Path tar = image("factory");
        Path workerTar = image("inference");
        int port = freePort();
        String base = "http://127.0.0.1:" + port;
        try (Podman container = new Podman()) {
            container.start(tar, Map.of(), "--port", Integer.toString(port));
            awaitOk(container, base + "/");
            container.shell(CORPUS_SCRIPT);

            String dataset =
                    ended(
                            container,
                            base + "/api/v1/ingestion-jobs/",
                            post(
                                    base + "/api/v1/datasets",
                                    "{'name':'tiny','sources':['/data/corpus.jsonl'],'vocabulary':320}"),
                            "dataset");
            ended(
                    container,
                    base + "/api/v1/training-jobs/",
                    post(
                            base + "/api/v1/training-jobs",
                            "{'name':'tiny','dataset':'"
                                    + dataset
                                    + "','model':{'hidden':32,'intermediate':64,'layers':1,"
                                    + "'heads':2,'keyValueHeads':1,'contextTokens':64},'steps':5,"
                                    + "'register':{'model':'tiny','aliases':['champion']}}"),
                    "modelVersion");
            post(base + "/api/v1/deployments", "{'name':'tiny','model':'tiny@champion'}");
            awaitAnswer(container, base + "/v1/models", body -> body.contains("\"tiny\""));
            String answer =
                    post(
                            base + "/v1/completions",
                            "{'model':'tiny','prompt':'The baker','max_tokens':4}");
            assertTrue(answer.contains("\"completion_tokens\":4"), answer);

            String manifest =
                    field(awaitOk(container, base + "/api/v1/models/tiny/versions/1"), "manifest");
            try (Podman worker = container.neighbour()) {
                int management = freePort();
                Map<String, String> settings = new HashMap<>(ports(freePort(), management));
                settings.put("AIFACTORY_INFERENCE_MODEL_NAME", "tiny");
                settings.put("AIFACTORY_INFERENCE_MODEL_MANIFEST", manifest);
                worker.start(workerTar, settings);

                awaitOk(worker, "http://127.0.0.1:" + management + "/q/health/ready");
                String metrics = awaitOk(worker, "http://127.0.0.1:" + management + "/q/metrics");
                assertTrue(metrics.contains("aifactory_worker_"), metrics);
            }
        }
    }

    private static Map<String, String> ports(int http, int management) {
        return Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(http),
                "QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    }

    private String post(String uri, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri))
                        .timeout(Duration.ofMinutes(1))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(2, response.statusCode() / 100, response.body());
        return response.body();
    }

    /** Waits until the job has succeeded and returns one of its fields. */
    private String ended(Podman container, String jobs, String job, String field) throws Exception {
        String body =
                awaitAnswer(
                        container,
                        jobs + field(job, "id"),
                        answer -> !RUNNING.contains(field(answer, "state")));
        assertEquals("SUCCEEDED", field(body, "state"), body);
        return field(body, field);
    }

    /** The first text field of this name. */
    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertTrue(matcher.find(), () -> name + " is missing in " + json);
        return matcher.group(1);
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
        return awaitAnswer(container, uri, body -> true);
    }

    private String awaitAnswer(Podman container, String uri, Predicate<String> wanted)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10)).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200 && wanted.test(response.body())) {
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
