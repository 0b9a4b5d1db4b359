package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LogitBias;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.OpenAiClients;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sampling options and log-probabilities through the official client, unmodified. */
@QuarkusTest
class OpenAiSamplingTest {
    @Inject Fleet fleet;
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
    void everyOptionReachesTheWorker() {
        client.chat()
                .completions()
                .create(
                        chat(1).temperature(0.5)
                                .topP(0.9)
                                .presencePenalty(1.5)
                                .frequencyPenalty(-2)
                                .logitBias(
                                        ChatCompletionCreateParams.LogitBias.builder()
                                                .putAdditionalProperty("5", JsonValue.from(-100))
                                                .putAdditionalProperty("7", JsonValue.from(2.5))
                                                .build())
                                .putAdditionalBodyProperty("top_k", JsonValue.from(40))
                                .putAdditionalBodyProperty("min_p", JsonValue.from(0.05))
                                .putAdditionalBodyProperty(
                                        "repetition_penalty", JsonValue.from(1.25))
                                .putAdditionalBodyProperty(
                                        "stop_token_ids", JsonValue.from(List.of(3, 4)))
                                .putAdditionalBodyProperty("ignore_eos", JsonValue.from(true))
                                .putAdditionalBodyProperty("min_tokens", JsonValue.from(2))
                                .putAdditionalBodyProperty("priority", JsonValue.from(-7))
                                .build());

        GenerateRequest request = worker.requests().getFirst();
        var sampling = request.getSampling();
        assertEquals(0.5f, sampling.getTemperature());
        assertEquals(0.9f, sampling.getTopP());
        assertEquals(40, sampling.getTopK());
        assertEquals(0.05f, sampling.getMinP());
        assertEquals(1.25f, sampling.getRepetitionPenalty());
        assertEquals(1.5f, sampling.getPresencePenalty());
        assertEquals(-2, sampling.getFrequencyPenalty());
        assertEquals(7, sampling.getSeed());
        assertEquals(List.of(bias(5, -100), bias(7, 2.5f)), sampling.getLogitBiasList());
        assertEquals(List.of(3, 4), request.getStopTokenIdsList());
        assertEquals(2, request.getMinTokens());
        assertEquals(-7, request.getPriority());
        assertTrue(request.getIgnoreEos());
        assertFalse(request.hasLogprobs());
    }

    @Test
    void aChatHasTheLogprobsOfEachChoice() {
        ChatCompletion answer =
                client.chat().completions().create(chat(2).logprobs(true).topLogprobs(2).build());

        assertEquals(2, worker.requests().getFirst().getLogprobs());
        for (ChatCompletion.Choice choice : answer.choices()) {
            List<ChatCompletionTokenLogprob> content =
                    choice.logprobs().orElseThrow().content().orElseThrow();
            assertEquals(choice.message().content().orElseThrow(), text(content));
            assertReports(content, 2);
        }
    }

    @Test
    void aStreamedChatHasTheLogprobsOfEachChoice() {
        Map<Long, List<ChatCompletionTokenLogprob>> content = new TreeMap<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat()
                        .completions()
                        .createStreaming(chat(2).logprobs(true).topLogprobs(1).build())) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice ->
                            content.computeIfAbsent(choice.index(), i -> new ArrayList<>())
                                    .addAll(
                                            choice.logprobs()
                                                    .flatMap(each -> each.content())
                                                    .orElse(List.of())));
        }

        assertEquals(2, content.size());
        assertEquals(Letters.text(7, 4), text(content.getOrDefault(0L, List.of())));
        content.values().forEach(each -> assertReports(each, 1));
    }

    @Test
    void aCompletionHasLogprobsWithOffsets() {
        Completion completion = client.completions().create(completion());
        var logprobs = completion.choices().getFirst().logprobs().orElseThrow();
        assertEquals(List.of(0L, 1L, 2L, 3L), logprobs.textOffset().orElseThrow());
        assertEquals(List.of(0.0, -1.0, -2.0, -3.0), logprobs.tokenLogprobs().orElseThrow());
        assertEquals(Letters.text(7, 4), String.join("", logprobs.tokens().orElseThrow()));
        assertEquals(
                3, logprobs.topLogprobs().orElseThrow().getFirst()._additionalProperties().size());
    }

    @Test
    void aStreamThatChangesItsWorkerRepeatsNoLogprobsAndCountsOffsetsOn() {
        // Given
        worker.next(new Turn.Die(2));
        FakeWorker other = fleet.start("w2", "tiny", 4);
        List<Long> offsets = new ArrayList<>();
        List<Double> logprobs = new ArrayList<>();

        // When
        try (StreamResponse<Completion> stream =
                client.completions().createStreaming(completion())) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.logprobs().stream())
                    .forEach(each -> {
                        offsets.addAll(each.textOffset().orElseThrow());
                        logprobs.addAll(each.tokenLogprobs().orElseThrow());
                    });
        }

        // Then
        assertEquals(2, other.requests().getFirst().getResumedTokensCount());
        assertEquals(3, other.requests().getFirst().getLogprobs());
        assertEquals(List.of(0L, 1L, 2L, 3L), offsets);
        assertEquals(List.of(0.0, -1.0, -2.0, -3.0), logprobs);
    }

    private static void assertReports(List<ChatCompletionTokenLogprob> content, int best) {
        assertEquals(4, content.size());
        for (int place = 0; place < content.size(); place++) {
            ChatCompletionTokenLogprob each = content.get(place);
            assertEquals(-place, each.logprob());
            assertEquals(List.of((long) each.token().charAt(0)), each.bytes().orElseThrow());
            assertEquals(best, each.topLogprobs().size());
            assertEquals(each.token(), each.topLogprobs().getFirst().token());
        }
    }

    private static String text(List<ChatCompletionTokenLogprob> content) {
        return String.join("", content.stream().map(each -> each.token()).toList());
    }

    private static LogitBias bias(int token, float value) {
        return LogitBias.newBuilder().setToken(token).setBias(value).build();
    }

    private static CompletionCreateParams completion() {
        return CompletionCreateParams.builder()
                .model("tiny")
                .prompt("p")
                .maxTokens(4)
                .logprobs(3)
                .seed(7)
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat(long choices) {
        return ChatCompletionCreateParams.builder()
                .model("tiny")
                .addUserMessage("hello")
                .n(choices)
                .maxCompletionTokens(4)
                .putAdditionalBodyProperty("seed", JsonValue.from(7));
    }
}
