package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.OpenAiClients;
import io.aifactory.scheduler.testing.SseClient;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official client, unmodified. */
@QuarkusTest
class OpenAiClientTest {
    @Inject Fleet fleet;
    @Inject Dispatcher dispatcher;
    private FakeWorker worker;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        worker = fleet.start("w1", "tiny", 4);
        client = OpenAiClients.here();
    }

    @AfterEach
    void stop() {
        client.close();
        fleet.stopAll();
    }

    @Test
    void itListsModels() {
        assertTrue(client.models().list().data().stream().anyMatch(m -> m.id().equals("tiny")));
        assertEquals("aifactory", client.models().retrieve("tiny").ownedBy());
    }

    @Test
    void itReadsACompletion() {
        Completion completion = client.completions().create(completion("hello", 5));
        assertEquals(Letters.text(7, 5), completion.choices().getFirst().text());
        assertEquals(5, completion.usage().orElseThrow().promptTokens());
        assertEquals(10, completion.usage().orElseThrow().totalTokens());
        assertEquals("length", completion.choices().getFirst().finishReason().asString());
    }

    @Test
    void itReadsAStreamedCompletion() {
        try (StreamResponse<Completion> stream =
                client.completions().createStreaming(completion("hello", 6))) {
            String text =
                    stream.stream()
                            .flatMap(c -> c.choices().stream())
                            .map(choice -> choice.text())
                            .collect(Collectors.joining());
            assertEquals(Letters.text(7, 6), text);
        }
    }

    @Test
    void itReadsAChatCompletion() {
        ChatCompletion answer = client.chat().completions().create(chat(2, false));
        assertEquals(2, answer.choices().size());
        assertEquals(Letters.text(7, 4), answer.choices().getFirst().message().content().get());
        assertEquals(8, answer.usage().orElseThrow().completionTokens());
        assertEquals(
                ChatCompletion.Choice.FinishReason.LENGTH,
                answer.choices().getFirst().finishReason());
    }

    @Test
    void itAccumulatesAStreamedChatWithSeveralChoicesAndUsage() {
        // When
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat(2, true))) {
            stream.stream().forEach(accumulator::accumulate);
        }

        // Then
        ChatCompletion answer = accumulator.chatCompletion();
        assertEquals(2, answer.choices().size());
        assertEquals(Letters.text(7, 4), answer.choices().getFirst().message().content().get());
        assertEquals(8, answer.usage().orElseThrow().completionTokens());
    }

    @Test
    void errorsAreTheClientsOwnTypes() {
        var notFound =
                assertThrows(
                        NotFoundException.class,
                        () ->
                                client.completions()
                                        .create(
                                                CompletionCreateParams.builder()
                                                        .model("huge")
                                                        .prompt("a")
                                                        .build()));
        assertError(notFound, "not_found_error", "model_not_found");
        var bad =
                assertThrows(
                        BadRequestException.class,
                        () -> client.completions().create(completion("a", -1)));
        assertError(bad, "invalid_request_error", "invalid_request");
        assertEquals("max_tokens", bad.param().orElseThrow());
        for (int i = 0; i < 4; i++) {
            worker.next(new Turn.Refuse(Status.INTERNAL));
        }
        var lost =
                assertThrows(
                        InternalServerException.class,
                        () -> client.completions().create(completion("a", 1)));
        assertEquals(503, lost.statusCode());
        assertError(lost, "server_error", "worker_lost");
    }

    @Test
    void aFullQueueIsARateLimit() throws IOException {
        // Given the only slot is taken and so are both places in the queue
        FakeWorker narrow = fleet.list(FakeWorker.start("w2", "narrow", 1)).next(new Turn.Hold(0));
        try (SseClient running = openNarrow()) {
            Await.until("it runs", () -> narrow.running() == 1);
            try (SseClient waiting = openNarrow();
                    SseClient alsoWaiting = openNarrow()) {
                Await.until("both wait", () -> dispatcher.queued("narrow") == 2);

                // Then
                var full =
                        assertThrows(
                                RateLimitException.class,
                                () -> client.completions().create(completion("narrow", "a", 1)));
                assertError(full, "rate_limit_error", "queue_full");
                narrow.release();
                for (SseClient each : List.of(running, waiting, alsoWaiting)) {
                    assertEquals("data: [DONE]", each.lines().getLast());
                }
            }
        }
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsThrown() {
        // Given a stream with one token
        worker.next(new Turn.Hold(1));
        try (StreamResponse<Completion> stream =
                client.completions().createStreaming(completion("hello", 3))) {
            var chunks = stream.stream().iterator();
            assertEquals(1, chunks.next().choices().getFirst().text().length());
            for (int i = 0; i < 4; i++) {
                worker.next(new Turn.Refuse(Status.INTERNAL));
            }

            // When
            worker.breakHeld();

            // Then
            var error = assertThrows(SseException.class, chunks::next);
            assertEquals("worker_lost", error.code().orElseThrow());
        }
    }

    private static SseClient openNarrow() throws IOException {
        return new SseClient(
                RestAssured.port,
                "/v1/completions",
                "{\"model\":\"narrow\",\"prompt\":\"p\",\"max_tokens\":3,\"stream\":true}");
    }

    private static void assertError(OpenAIServiceException error, String type, String code) {
        assertEquals(type, error.type().orElseThrow());
        assertEquals(code, error.code().orElseThrow());
    }

    private static CompletionCreateParams completion(String prompt, long tokens) {
        return completion("tiny", prompt, tokens);
    }

    private static CompletionCreateParams completion(String model, String prompt, long tokens) {
        return CompletionCreateParams.builder()
                .model(model)
                .prompt(prompt)
                .maxTokens(tokens)
                .seed(7)
                .build();
    }

    private static ChatCompletionCreateParams chat(long choices, boolean usage) {
        var params =
                ChatCompletionCreateParams.builder()
                        .model("tiny")
                        .addSystemMessage("be brief")
                        .addUserMessage("hello")
                        .n(choices)
                        .maxCompletionTokens(4)
                        .putAdditionalBodyProperty("seed", JsonValue.from(7));
        if (usage) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.build();
    }
}
