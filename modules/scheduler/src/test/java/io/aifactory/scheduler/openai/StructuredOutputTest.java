package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.Grammar;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.OpenAiClients;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers in a form that the client asks for, with the official client, unmodified. */
@QuarkusTest
class StructuredOutputTest {
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

    /** A form that the client makes a schema of by itself. */
    static class Order {
        public String article = "";
        public int count;
        public List<String> tags = List.of();
        public Optional<String> note = Optional.empty();
    }

    @Test
    void theClientsOwnClassesComeBackFilled() {
        Order order =
                client
                        .chat()
                        .completions()
                        .create(chat().responseFormat(Order.class).build())
                        .choices()
                        .stream()
                        .flatMap(choice -> choice.message().content().stream())
                        .findFirst()
                        .orElseThrow();

        assertEquals("", order.article);
        assertEquals(1, order.count);
        assertEquals(List.of(), order.tags);
        assertEquals(Grammar.KindCase.JSON_SCHEMA, sent().getKindCase());
    }

    @Test
    void aSchemaHoldsAStreamedAnswerToo() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat().responseFormat(yes()).build())) {
            stream.stream().forEach(accumulator::accumulate);
        }

        ChatCompletion answer = accumulator.chatCompletion();
        assertEquals("{\"yes\":true}", text(answer));
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP,
                answer.choices().getFirst().finishReason());
    }

    @Test
    void anyJsonObjectIsAGrammarToo() {
        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(
                                chat().responseFormat(ResponseFormatJsonObject.builder().build())
                                        .build());

        assertEquals("{}", text(answer));
        assertTrue(sent().hasJsonObject());
    }

    @Test
    void anAnswerThatChangesItsWorkerGoesOnInItsForm() {
        worker.next(new Turn.Die(3));
        FakeWorker other = fleet.start("w2", "tiny", 4);

        ChatCompletion answer =
                client.chat().completions().create(chat().responseFormat(yes()).build());

        assertEquals("{\"yes\":true}", text(answer));
        GenerateRequest resumed = other.requests().getFirst();
        assertEquals(3, resumed.getResumedTokensCount());
        assertEquals(sent(), resumed.getGrammar());
    }

    @Test
    void theParametersOfVllmMeanTheSameInChatsAndCompletions() {
        assertEquals("no", completed("structured_outputs", Map.of("choice", List.of("no"))));
        assertEquals(List.of("no"), sent().getChoice().getAlternativesList());
        assertEquals("111", completed("structured_outputs", Map.of("regex", "[0-9]{3}")));
        assertEquals("[0-9]{3}", sent().getRegex());
        assertEquals(
                "true", completed("structured_outputs", Map.of("json", Map.of("const", true))));
        assertEquals("{\"const\":true}", sent().getJsonSchema());
        assertEquals("no", completed("guided_choice", List.of("no")));
        assertEquals("111", completed("guided_regex", "[0-9]{3}"));
        assertEquals("true", completed("guided_json", "{ \"const\": true }"));
        assertEquals("{ \"const\": true }", sent().getJsonSchema());
        assertEquals("{}", completed("structured_outputs", Map.of("json_object", true)));
        assertEquals("{}", completed("response_format", Map.of("type", "json_object")));

        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(
                                chat().putAdditionalBodyProperty(
                                                "guided_regex", JsonValue.from("1{4}"))
                                        .build());
        assertEquals("1111", text(answer));
    }

    @Test
    void onlyTheRequestsOwnStopStringsMayCutAnAnswerOff() {
        client.chat().completions().create(chat().build());
        assertFalse(worker.requests().getLast().getStopList().isEmpty());

        client.chat().completions().create(chat().responseFormat(yes()).stop("x").build());
        assertEquals(List.of("x"), worker.requests().getLast().getStopList());
    }

    @Test
    void plainTextIsNoForm() {
        completed("response_format", Map.of("type", "text"));
        assertFalse(worker.requests().getLast().hasGrammar());
    }

    @Test
    void aSchemaThatCannotBeKeptToIsRefusedWithTheKeywordAndItsPlaceBeforeAnyWorkerHears() {
        ResponseFormatJsonSchema unique =
                schema(
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("tags", Map.of("type", "array", "uniqueItems", true))));

        BadRequestException error =
                assertThrows(
                        BadRequestException.class,
                        () ->
                                client.chat()
                                        .completions()
                                        .create(chat().responseFormat(unique).build()));

        assertEquals("response_format.json_schema.schema", error.param().orElseThrow());
        String message = String.valueOf(error.getMessage());
        assertTrue(
                message.contains(
                        "'response_format.json_schema.schema' is not usable: #/properties/tags: "),
                message);
        assertTrue(message.contains("uniqueItems"), message);
        assertEquals(List.of(), worker.requests());
    }

    private String completed(String parameter, Object value) {
        return client.completions()
                .create(
                        CompletionCreateParams.builder()
                                .model("tiny")
                                .prompt("p")
                                .maxTokens(90)
                                .putAdditionalBodyProperty(parameter, JsonValue.from(value))
                                .build())
                .choices()
                .getFirst()
                .text();
    }

    private Grammar sent() {
        return worker.requests().getLast().getGrammar();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static ResponseFormatJsonSchema yes() {
        return schema(
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("yes", Map.of("type", "boolean")),
                        "required",
                        List.of("yes"),
                        "additionalProperties",
                        false));
    }

    private static ResponseFormatJsonSchema schema(Map<String, Object> keywords) {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        keywords.forEach(
                (name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(
                        ResponseFormatJsonSchema.JsonSchema.builder()
                                .name("answer")
                                .strict(true)
                                .schema(schema.build())
                                .build())
                .build();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("tiny")
                .addUserMessage("hello")
                .maxCompletionTokens(150);
    }
}
