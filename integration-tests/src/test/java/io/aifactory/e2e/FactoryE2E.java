package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import io.aifactory.e2e.PackagedFactory.Outcome;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One life of a factory: the demonstration on a tiny corpus, real clients, deaths of worker and
 * control plane, and a stop that leaves nothing behind. The tests build on each other.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FactoryE2E {
    private static final String MODEL = "corpus-quick";
    private static final int ANSWERS = 12;

    private Path folder;
    private Path corpus;
    private PackagedFactory factory;
    private String firstDataset = "";

    @BeforeAll
    void makeCorpus(@TempDir Path temporary) throws IOException {
        folder = temporary;
        corpus = TinyCorpus.write(folder.resolve("corpus"));
        factory = new PackagedFactory(folder);
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        factory.run("stop");
    }

    @Test
    @Order(1)
    void theDemonstrationTurnsDocumentsIntoAMeasuredServedModel() throws Exception {
        // When
        Outcome demo = factory.run("demo", "--quick", "--data", corpus.toString()).succeeded();

        // Then it printed a figure at every step
        String text = demo.output();
        for (String wanted :
                List.of(
                        "300 documents read",
                        "dataset sha256:",
                        "bits/byte; bigram baseline",
                        "alias champion",
                        "/v1/chat/completions, streaming:",
                        "on the Pareto frontier",
                        "One billion tokens a week",
                        "curl http://127.0.0.1:")) {
            assertTrue(text.contains(wanted), () -> wanted + " is missing in:\n" + text);
        }
        // And wrote the reports
        Path reports = folder.resolve("home/reports");
        assertEquals(4, Files.readAllLines(reports.resolve("frontier.csv")).size());
        assertTrue(Files.readString(reports.resolve("frontier.html")).contains("<svg"));
        firstDataset = datasetIn(text);
    }

    @Test
    @Order(2)
    void theOfficialClientListsCompletesChatsAndStreams() throws IOException {
        OpenAIClient client = client();

        // Listing
        assertEquals(
                List.of(MODEL), client.models().list().data().stream().map(m -> m.id()).toList());

        // Completion
        Completion completion =
                client.completions()
                        .create(
                                CompletionCreateParams.builder()
                                        .model(MODEL)
                                        .prompt("The old baker")
                                        .maxTokens(8)
                                        .build());
        assertEquals(1, completion.choices().size());
        assertTrue(completion.usage().orElseThrow().completionTokens() > 0);

        // Chat, whole and streamed: greedy decoding gives the same text
        ChatCompletionCreateParams.Builder chat =
                ChatCompletionCreateParams.builder()
                        .model(MODEL)
                        .addUserMessage("The old baker")
                        .maxCompletionTokens(12)
                        .temperature(0);
        ChatCompletion whole = client.chat().completions().create(chat.build());
        var accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat()
                        .completions()
                        .createStreaming(
                                chat.streamOptions(
                                                ChatCompletionStreamOptions.builder()
                                                        .includeUsage(true)
                                                        .build())
                                        .build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertEquals(textOf(whole), textOf(accumulator.chatCompletion()));
        assertEquals(
                whole.usage().orElseThrow().completionTokens(),
                accumulator.chatCompletion().usage().orElseThrow().completionTokens());
    }

    @Test
    @Order(3)
    void aSecondDemonstrationUsesWhatTheFirstMade() throws Exception {
        Outcome demo = factory.run("demo", "--quick", "--data", corpus.toString()).succeeded();

        assertTrue(demo.output().contains("already runs"), demo.output());
        assertTrue(demo.output().contains("is used again"), demo.output());
        assertEquals(firstDataset, datasetIn(demo.output()));
        assertEquals(1, factory.get("/api/v1/models/" + MODEL).path("versions").size());
    }

    @Test
    @Order(4)
    void badRequestsAreRefusedWithTheReasonAndHarmNothing() throws Exception {
        String known = "{\"model\":\"" + MODEL + "\",\"prompt\":\"a\",";
        assertRefused(404, "model_not_found", "{\"model\":\"nobody\",\"prompt\":\"a\"}");
        assertRefused(400, "", known + "\"max_tokens\":-1}");
        assertRefused(400, "", known);
        assertRefused(400, "", known + "\"max_tokens\":100000}");
        HttpResponse<String> unknown =
                factory.post("/api/v1/deployments", "{\"name\":\"x\",\"model\":\"nobody\"}");
        assertEquals(404, unknown.statusCode(), unknown.body());
        assertTrue(unknown.body().contains("nobody"), unknown.body());

        assertEquals(1, factory.get("/v1/models").path("data").size());
    }

    @Test
    @Order(5)
    void aCorpusWithoutTextIsRefusedWithTheReason() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path binaries = Files.createDirectories(folder.resolve("binaries"));
        for (int i = 0; i < 3; i++) {
            Files.write(binaries.resolve(i + ".bin"), new byte[] {0, 1, 2, 3, 0, (byte) 255});
        }
        for (Path bad : List.of(empty, binaries, folder.resolve("absent.txt"))) {
            Outcome demo = factory.run("demo", "--quick", "--data", bad.toString());

            assertEquals(1, demo.status(), demo.output());
            assertTrue(
                    demo.output().contains(bad.getFileName().toString()),
                    () -> "the message must name " + bad + ":\n" + demo.output());
            assertFalse(demo.output().contains("\tat "), demo.output());
        }
        assertEquals(1, factory.get("/api/v1/datasets").size());
    }

    @Test
    @Order(6)
    void everyStreamIsFinishedAlthoughTheWorkerIsKilledInTheMiddle() throws Exception {
        // Given eight clients that read one answer after the other
        OpenAIClient client = client();
        var firstTokens = new CountDownLatch(8);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var finished = new ConcurrentLinkedQueue<Long>();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int n = 0; n < ANSWERS; n++) {
                                    stream(client, seed, firstTokens, finished, failures);
                                }
                            }));
        }
        assertTrue(firstTokens.await(2, TimeUnit.MINUTES), "first tokens of all eight answers");

        // When the worker is killed before they are through
        long killed = factory.readyWorker().orElseThrow().pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        assertTrue(finished.size() < 8 * ANSWERS, "the kill came too late to show anything");

        // Then all answers are complete, and another worker serves
        for (Thread one : clients) {
            one.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(Set.of(40L), new HashSet<>(finished));
        assertEquals(8 * ANSWERS, finished.size());
        factory.awaitService();
        assertFalse(factory.readyWorker().orElseThrow().pid() == killed);
    }

    @Test
    @Order(7)
    void aKilledControlPlaneTakesItsWorkersWithItAndServesTheSameModelAfterTheNextStart()
            throws Exception {
        // Given
        ProcessHandle control = factory.controlPlane().orElseThrow();
        ProcessHandle worker = factory.readyWorker().orElseThrow();

        // When
        control.destroyForcibly();

        // Then its worker ends by itself
        PackagedFactory.await("end of the worker", Duration.ofSeconds(20), () -> !worker.isAlive());

        // And the next start serves the same model
        factory.run("start", "--port", "0").succeeded();
        factory.awaitService();
        JsonNode deployments = factory.get("/api/v1/deployments");
        assertEquals(MODEL, deployments.path(0).path("name").asText());
        HttpResponse<String> answer =
                factory.post(
                        "/v1/completions",
                        "{\"model\":\"" + MODEL + "\",\"prompt\":\"El gato\",\"max_tokens\":4}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    @Order(8)
    void stopLeavesNoProcessAndTheDataStay() throws Exception {
        // Given
        ProcessHandle control = factory.controlPlane().orElseThrow();
        List<ProcessHandle> family = new ArrayList<>(control.descendants().toList());
        family.add(control);
        assertTrue(family.size() >= 3, "control plane, database and worker: " + family);

        // When
        factory.run("stop").succeeded();

        // Then
        assertEquals(List.of(), family.stream().filter(ProcessHandle::isAlive).toList());
        assertEquals(3, factory.run("status").status());
        assertTrue(Files.exists(folder.resolve("home/postgres/data/PG_VERSION")));
    }

    private OpenAIClient client() throws IOException {
        return OpenAIOkHttpClient.builder()
                .baseUrl(factory.uri("/v1").toString())
                .apiKey("none")
                .build();
    }

    private static void stream(
            OpenAIClient client,
            int seed,
            CountDownLatch first,
            ConcurrentLinkedQueue<Long> finished,
            ConcurrentLinkedQueue<Throwable> failures) {
        var params =
                CompletionCreateParams.builder()
                        .model(MODEL)
                        .prompt("My sister")
                        .maxTokens(40)
                        .seed(seed)
                        .putAdditionalBodyProperty(
                                "ignore_eos", com.openai.core.JsonValue.from(true))
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        boolean seen = false;
        try (StreamResponse<Completion> stream = client.completions().createStreaming(params)) {
            var iterator = stream.stream().iterator();
            while (iterator.hasNext()) {
                Completion chunk = iterator.next();
                if (!seen) {
                    first.countDown();
                    seen = true;
                }
                chunk.usage().ifPresent(usage -> finished.add(usage.completionTokens()));
            }
        } catch (RuntimeException | LinkageError e) {
            failures.add(e);
            first.countDown();
        }
    }

    private void assertRefused(int status, String code, String body) throws Exception {
        HttpResponse<String> answer = factory.post("/v1/completions", body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"error\""), answer.body());
        assertTrue(answer.body().contains(code), answer.body());
    }

    private static String textOf(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElse("");
    }

    private static String datasetIn(String output) {
        int begin = output.indexOf("dataset sha256:") + "dataset ".length();
        return output.substring(begin, begin + "sha256:".length() + 64);
    }
}
