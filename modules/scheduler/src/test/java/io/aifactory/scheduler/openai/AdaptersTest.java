package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.OpenAiClients;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adapters beside a model, for the official client. */
@QuarkusTest
class AdaptersTest {
    private static final Predicate<String> OURS = Set.of("polite", "terse", "tiny")::contains;

    @Inject Fleet fleet;
    private FakeWorker with;
    private FakeWorker without;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        with = fleet.list(FakeWorker.start("w1", "tiny", 4).withAdapters("polite", "terse"));
        without = fleet.start("w2", "tiny", 4);
        client = OpenAiClients.here();
    }

    @AfterEach
    void stop() {
        client.close();
        fleet.stopAll();
    }

    private ChatCompletion ask(String model) {
        return client.chat()
                .completions()
                .create(
                        ChatCompletionCreateParams.builder()
                                .model(model)
                                .addUserMessage("hello")
                                .maxCompletionTokens(4)
                                .putAdditionalBodyProperty("seed", JsonValue.from(7))
                                .build());
    }

    @Test
    void eachAdapterIsAModelOfItsOwnWithItsBaseAsParent() {
        Map<String, JsonValue> polite = client.models().retrieve("polite")._additionalProperties();
        List<String> ids = client.models().list().data().stream().map(Model::id).toList();

        assertEquals(JsonValue.from("tiny"), polite.get("parent"));
        // models of other tests are remembered for a while
        assertEquals(List.of("polite", "terse", "tiny"), ids.stream().filter(OURS).toList());
        assertFalse(client.models().retrieve("tiny")._additionalProperties().containsKey("parent"));
    }

    @Test
    void aRequestForAnAdapterGoesToAWorkerThatHasItUnderItsOwnName() {
        for (int i = 0; i < 3; i++) {
            ChatCompletion answer = ask("terse");
            assertEquals("terse", answer.model());
            assertEquals(
                    Letters.text(7, 4),
                    answer.choices().getFirst().message().content().orElseThrow());
        }

        assertEquals(List.of(), without.requests());
        GenerateRequest request = with.requests().getFirst();
        assertEquals("tiny", request.getModel());
        assertEquals("terse", request.getAdapter());
        assertEquals(FakeWorker.MANIFEST, request.getManifestDigest());
    }

    @Test
    void aRequestForTheBaseNamesNoAdapter() {
        ask("tiny");
        ask("tiny");

        assertEquals(2, with.requests().size() + without.requests().size());
        with.requests().forEach(request -> assertEquals("", request.getAdapter()));
    }

    @Test
    void anUnknownNameIsNotFoundAndAdaptersAreNamedAmongWhatIsServed() {
        NotFoundException error = assertThrows(NotFoundException.class, () -> ask("loud"));

        String start = "404: model 'loud' is not served; served now: ";
        String message = String.valueOf(error.getMessage());
        assertEquals(start, message.substring(0, start.length()));
        assertEquals(
                List.of("polite", "terse", "tiny"),
                Stream.of(message.substring(start.length()).split(", ")).filter(OURS).toList());
    }

    @Test
    void aWorkerThatHasLostAnAdapterIsAskedAgainWhatItHas() {
        // Given it is loaded anew without the adapter, which its status does not tell
        with.withAdapters("polite");

        // Then who asks for it learns that it has gone, and the other one is served
        assertThrows(RuntimeException.class, () -> ask("terse"));
        assertEquals("polite", ask("polite").model());
    }

    @Test
    void usageIsKeptUnderTheAdaptersName() {
        String key = "sk-" + UUID.randomUUID();
        given().header("Authorization", "Bearer " + key)
                .body("{\"model\":\"polite\",\"prompt\":\"ab\",\"max_tokens\":2}")
                .post("/v1/completions")
                .then()
                .statusCode(200);

        String digest = Digest.of(key.getBytes(StandardCharsets.UTF_8)).value();
        Await.until(
                "it is booked",
                () ->
                        given().queryParam("key", digest)
                                .get("/api/v1/usage")
                                .jsonPath()
                                .getList("rows.model")
                                .equals(List.of("polite")));
    }
}
