package io.aifactory.scheduler.openai;

import static io.aifactory.scheduler.testing.FakeEmbeddings.CAT;
import static io.aifactory.scheduler.testing.FakeEmbeddings.CLS;
import static io.aifactory.scheduler.testing.FakeEmbeddings.PLURAL;
import static io.aifactory.scheduler.testing.FakeEmbeddings.SEP;
import static io.aifactory.scheduler.testing.FakeEmbeddings.SITS;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeEmbeddings;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.OpenAiClients;
import io.aifactory.scheduler.testing.SseClient;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Embeddings through the official client, unmodified, and by hand where it would not let us. */
@QuarkusTest
class OpenAiEmbeddingsTest {
    @Inject Fleet fleet;
    @Inject Dispatcher dispatcher;
    private FakeWorker worker;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        worker = fleet.list(FakeWorker.start("e1", "vectors", 1).embedding());
        client = OpenAiClients.here();
    }

    @AfterEach
    void stop() {
        client.close();
        fleet.stopAll();
    }

    @Test
    void textsGetTheirVectorsInOrderAndAreFramedAsTheModelExpects() {
        // When: the client asks for base64 by itself
        CreateEmbeddingResponse answer =
                client.embeddings()
                        .create(params().inputOfArrayOfStrings(List.of("Cats", "sits a")).build());

        // Then
        List<Integer> cats = List.of(CLS, CAT, PLURAL, SEP);
        List<Integer> sits = List.of(CLS, SITS, 4, SEP);
        assertEquals(List.of(cats, sits), sent());
        assertEquals(
                List.of(FakeEmbeddings.vector(cats), FakeEmbeddings.vector(sits)),
                answer.data().stream().map(Embedding::embedding).toList());
        assertEquals(List.of(0L, 1L), answer.data().stream().map(Embedding::index).toList());
        assertEquals("vectors", answer.model());
        assertEquals(8, answer.usage().promptTokens());
        assertEquals(8, answer.usage().totalTokens());
    }

    @Test
    void bothFormatsHaveTheSameNumbers() {
        for (EncodingFormat format : List.of(EncodingFormat.FLOAT, EncodingFormat.BASE64)) {
            CreateEmbeddingResponse answer =
                    client.embeddings().create(params().input("a").encodingFormat(format).build());
            assertEquals(
                    FakeEmbeddings.vector(List.of(CLS, 4, SEP)),
                    answer.data().getFirst().embedding());
        }
        // 2, 7 and -7/3, little-endian
        body("{\"input\":[[7,7]],\"encoding_format\":\"base64\"}", 200)
                .body("data[0].embedding", equalTo("AAAAQAAA4EBVVRXA"));
    }

    @Test
    void tokenIdsAreTakenAsTheyAre() {
        client.embeddings().create(params().inputOfArrayOfTokens(List.of(4L, 5L)).build());
        client.embeddings()
                .create(
                        params().inputOfArrayOfTokenArrays(
                                        List.of(List.of(7L, 7L), List.of(4L, 6L)))
                                .build());

        assertEquals(List.of(4, 5), worker.embedRequests().getFirst().getInputs(0).getTokensList());
        assertEquals(List.of(List.of(7, 7), List.of(4, 6)), sent());
    }

    @Test
    void whatItCostStandsBesideTheUsageAndIsMetered() {
        String id =
                body("{\"input\":\"cat\",\"user\":\"u\",\"dimensions\":3}", 200)
                        .body("object", equalTo("list"))
                        .body("data[0].object", equalTo("embedding"))
                        .body("usage.prompt_tokens", equalTo(3))
                        .body("usage.total_tokens", equalTo(3))
                        .body("usage.aifactory.joules", equalTo(1.5f))
                        .body("usage.aifactory.joulesEstimated", equalTo(true))
                        .body("usage.aifactory.worker", equalTo("e1"))
                        .extract()
                        .header("x-request-id");

        Await.until(
                "it is booked", () -> given().get("/api/v1/requests/" + id).statusCode() == 200);
        given().get("/api/v1/requests/" + id)
                .then()
                .body("events.state", contains("QUEUED", "RUNNING", "FINISHED"));
        given().get("/api/v1/decisions/" + id).then().statusCode(200);
        given().get("/v1/models").then().body("data.id", hasItems("vectors"));
    }

    @Test
    void whatCannotBeIsRefusedByItsParameter() {
        refused("{\"input\":\"cat\",\"dimensions\":2}", "dimensions")
                .body(
                        "error.message",
                        equalTo(
                                "'dimensions' must be 3, which are the model's own, or be left"
                                        + " out"));
        refused("{\"input\":\"cat\",\"encoding_format\":\"int8\"}", "encoding_format");
        refused("{\"input\":\"\"}", "input").body("error.message", equalTo("'input' is empty"));
        refused("{\"input\":[\"a\",\"\"]}", "input[1]");
        refused("{\"input\":[]}", "input");
        refused("{}", "input").body("error.message", equalTo("'input' is missing"));
        refused("{\"input\":[[1],[9]]}", "input")
                .body(
                        "error.message",
                        equalTo("'input' has token id 9; the model's ids are 0 to 7"));
        refused("{\"input\":[\"a\",\"" + "a ".repeat(199) + "\"]}", "input")
                .body("error.code", equalTo("context_length_exceeded"))
                .body(
                        "error.message",
                        equalTo(
                                "'input[1]' has 201 tokens; model 'vectors' takes at most 200 for"
                                        + " one input"));
        refused("{\"input\":[" + "\"a\",".repeat(2048) + "\"a\"]}", "input")
                .body("error.message", equalTo("'input' may have at most 2048 inputs, not 2049"));
        refused(
                        "{\"input\":["
                                + String.join(
                                        ",",
                                        IntStream.range(0, 2048)
                                                .mapToObj(_ -> "\"" + "a ".repeat(150) + "\"")
                                                .toList())
                                + "]}",
                        "input")
                .body(
                        "error.message",
                        equalTo(
                                "'input' has 311296 tokens in all; at most 300000 go into one"
                                        + " request"));
        assertEquals(List.of(), worker.embedRequests());
    }

    @Test
    void eachKindOfModelSaysWhatToAskItFor() {
        fleet.start("w1", "tiny", 1);

        BadRequestException chat =
                assertThrows(
                        BadRequestException.class,
                        () ->
                                client.chat()
                                        .completions()
                                        .create(
                                                ChatCompletionCreateParams.builder()
                                                        .model("vectors")
                                                        .addUserMessage("hello")
                                                        .build()));
        BadRequestException completion =
                assertThrows(
                        BadRequestException.class,
                        () ->
                                client.completions()
                                        .create(
                                                CompletionCreateParams.builder()
                                                        .model("vectors")
                                                        .prompt("a")
                                                        .build()));
        BadRequestException embedding =
                assertThrows(
                        BadRequestException.class,
                        () ->
                                client.embeddings()
                                        .create(params().model("tiny").input("a").build()));

        for (BadRequestException each : List.of(chat, completion)) {
            assertTrue(
                    String.valueOf(each.getMessage())
                            .contains("model 'vectors' makes embeddings; ask /v1/embeddings"),
                    each.getMessage());
            assertEquals("unsupported", each.code().orElseThrow());
            assertEquals("model", each.param().orElseThrow());
        }
        assertTrue(
                String.valueOf(embedding.getMessage())
                        .contains(
                                "model 'tiny' generates text; ask /v1/completions or"
                                        + " /v1/chat/completions"),
                embedding.getMessage());
    }

    @Test
    void aWorkerThatIsLostOrFullIsFollowedByAnother() {
        worker.next(new Turn.Refuse(Status.RESOURCE_EXHAUSTED)).next(new Turn.Die(0));
        FakeWorker other = fleet.list(FakeWorker.start("e2", "vectors", 1).embedding());

        for (int i = 0; i < 3; i++) {
            assertEquals(1, client.embeddings().create(params().input("a").build()).data().size());
        }
        assertTrue(other.embedRequests().size() >= 1);
        Await.until("nothing is in flight", () -> dispatcher.inFlight() == 0);
    }

    @Test
    void requestsQueueAndAClientThatLeavesFreesItsPlace() throws Exception {
        // Given the only place is taken, and one waits
        worker.next(new Turn.Hold(0));
        try (SseClient running = open()) {
            Await.until("it runs", () -> worker.running() == 1);
            try (SseClient waiting = open()) {
                Await.until("it waits", () -> dispatcher.queued("vectors") == 1);
                assertTrue(waiting != running);
            }
            Await.until("nobody waits", () -> dispatcher.queued("vectors") == 0);
        }

        // Then
        assertTrue(worker.cancelled().await(10, TimeUnit.SECONDS));
        Await.until("nothing is in flight", () -> dispatcher.inFlight() == 0);
        assertEquals(1, client.embeddings().create(params().input("a").build()).data().size());
    }

    private static SseClient open() throws IOException {
        return new SseClient(
                RestAssured.port, "/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"a\"}");
    }

    /** Token ids of the inputs of the latest request. */
    private List<List<Integer>> sent() {
        return worker.embedRequests().getLast().getInputsList().stream()
                .map(input -> List.copyOf(input.getTokensList()))
                .toList();
    }

    private static EmbeddingCreateParams.Builder params() {
        return EmbeddingCreateParams.builder().model("vectors");
    }

    private static ValidatableResponse refused(String body, String parameter) {
        return body(body, 400).body("error.param", equalTo(parameter));
    }

    private static ValidatableResponse body(String body, int status) {
        String separator = body.equals("{}") ? "" : ",";
        return given().body("{\"model\":\"vectors\"" + separator + body.substring(1))
                .post("/v1/embeddings")
                .then()
                .statusCode(status);
    }
}
