package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The served model as the official client sees it, and requests that are refused. */
@Order(3)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
class FrontDoorE2E {
    private final PackagedFactory factory;

    FrontDoorE2E(Demonstration demonstration) {
        factory = demonstration.factory();
    }

    @Test
    void theOfficialClientListsCompletesChatsAndStreams() throws IOException {
        OpenAIClient client = factory.client();

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
    void anAnswerIsHeldToTheSchemaThatWasAskedFor() throws IOException {
        ResponseFormatJsonSchema.JsonSchema.Schema schema =
                ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(
                                        Map.of("mood", Map.of("enum", List.of("good", "bad")))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("mood")))
                        .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                        .build();
        ChatCompletion answer =
                factory.client()
                        .chat()
                        .completions()
                        .create(
                                ChatCompletionCreateParams.builder()
                                        .model(MODEL)
                                        .addUserMessage("How is the old baker?")
                                        .maxCompletionTokens(40)
                                        .responseFormat(
                                                ResponseFormatJsonSchema.builder()
                                                        .jsonSchema(
                                                                ResponseFormatJsonSchema.JsonSchema
                                                                        .builder()
                                                                        .name("mood")
                                                                        .schema(schema)
                                                                        .build())
                                                        .build())
                                        .build());

        String text = textOf(answer).replaceAll("\\s", "");
        assertTrue(Set.of("{\"mood\":\"good\"}", "{\"mood\":\"bad\"}").contains(text), text);
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP,
                answer.choices().getFirst().finishReason());
    }

    @Test
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

    private void assertRefused(int status, String code, String body) throws Exception {
        HttpResponse<String> answer = factory.post("/v1/completions", body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"error\""), answer.body());
        assertTrue(answer.body().contains(code), answer.body());
    }

    private static String textOf(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElse("");
    }
}
