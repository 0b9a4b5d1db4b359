package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.SseClient;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class CompletionsTest {
    @Inject Fleet fleet;
    private FakeWorker worker;

    @BeforeEach
    void start() {
        worker = fleet.start("w1", "tiny", 4);
    }

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void anAnswerHasTextUsageAndWhatItCost() {
        post("{\"model\":\"tiny\",\"prompt\":\"hello\",\"max_tokens\":4,\"seed\":2}")
                .statusCode(200)
                .header("x-request-id", matchesPattern("[0-9a-f]{32}"))
                .body("id", matchesPattern("cmpl-[0-9a-f]{32}"))
                .body("object", equalTo("text_completion"))
                .body("model", equalTo("tiny"))
                .body("system_fingerprint", equalTo("fp_0123456789ab"))
                .body("choices.size()", equalTo(1))
                .body("choices[0].index", equalTo(0))
                .body("choices[0].text", equalTo("cdef"))
                .body("choices[0].logprobs", nullValue())
                .body("choices[0].finish_reason", equalTo("length"))
                .body("usage.prompt_tokens", equalTo(5))
                .body("usage.completion_tokens", equalTo(4))
                .body("usage.total_tokens", equalTo(9))
                .body("usage.prompt_tokens_details.cached_tokens", equalTo(0))
                .body("usage.completion_tokens_details.reasoning_tokens", equalTo(0))
                .body("usage.aifactory.joules", equalTo(2.0f))
                .body("usage.aifactory.joulesEstimated", equalTo(true))
                .body("usage.aifactory.currency", equalTo("USD"))
                .body("usage.aifactory.worker", equalTo("w1"))
                .body("usage.aifactory.ttftMs", greaterThan(0f))
                .body("usage.aifactory", hasKey("itlMs"))
                .body("$", not(hasKey("error")));
    }

    @Test
    void moneyIsEnergyPlusTheShareOfTheMachinesTime() throws IOException {
        // When 2 J of the 10 J for which the worker was busy for 2 s
        String answer =
                post("{\"model\":\"tiny\",\"prompt\":\"hello\",\"max_tokens\":4}")
                        .extract()
                        .asString();

        // Then
        var cost = JsonFields.JSON.readTree(answer).at("/usage/aifactory");
        assertEquals(2 / 3.6e6 * 473, cost.get("gCO2").doubleValue(), 1e-12);
        assertEquals(2 / 3.6e6 * 0.13 + 0.4 / 3600 * 0.096, cost.get("money").doubleValue(), 1e-12);
    }

    @Test
    void theWorkerGetsIdsSamplingAndStops() {
        post("""
        {"model":"tiny","prompt":"hi","max_tokens":3,"temperature":0.5,"top_p":0.9,
         "top_k":7,"seed":11,"stop":["x","yz"],"ignore_eos":true,"unknown":{"a":1}}
        """)
                .statusCode(200);

        // Then
        GenerateRequest request = worker.requests().getFirst();
        assertEquals(
                Arrays.stream(Letters.encode("hi")).boxed().toList(),
                request.getPromptTokensList());
        assertEquals(3, request.getMaxTokens());
        assertEquals(0.5f, request.getSampling().getTemperature());
        assertEquals(0.9f, request.getSampling().getTopP());
        assertEquals(7, request.getSampling().getTopK());
        assertEquals(11, request.getSampling().getSeed());
        assertEquals(List.of("x", "yz"), request.getStopList());
        assertTrue(request.getIgnoreEos());
        assertEquals("tiny", request.getModel());
    }

    @Test
    void withoutASeedOneIsDrawnAndWithoutABoundSixteenTokensCome() {
        post("{\"model\":\"tiny\",\"prompt\":\"a\"}").statusCode(200);
        post("{\"model\":\"tiny\",\"prompt\":\"a\"}").statusCode(200);

        // Then
        long first = worker.requests().get(0).getSampling().getSeed();
        long second = worker.requests().get(1).getSampling().getSeed();
        assertTrue(first != second, "seeds repeat");
        assertEquals(16, worker.requests().getFirst().getMaxTokens());
    }

    @Test
    void severalPromptsAndChoicesComeInOrderAndAPromptCountsOnce() {
        ValidatableResponse answer =
                post(
                        """
                        {"model":"tiny","prompt":["ab","cde"],"max_tokens":2,"n":2,"seed":5}
                        """);

        // Then choice 0 of each prompt has the request's seed
        answer.statusCode(200)
                .body("choices.index", equalTo(List.of(0, 1, 2, 3)))
                .body("choices[0].text", equalTo("fg"))
                .body("choices[2].text", equalTo("fg"))
                .body("usage.prompt_tokens", equalTo(5))
                .body("usage.completion_tokens", equalTo(8));
        long second = Question.seedOf(1, 5);
        answer.body("choices[1].text", equalTo(Letters.text(second, 2)));
    }

    @Test
    void promptsMayBeTokenIds() {
        post("{\"model\":\"tiny\",\"prompt\":[[1,2,3],[4]],\"max_tokens\":1}")
                .statusCode(200)
                .body("choices.size()", equalTo(2))
                .body("usage.prompt_tokens", equalTo(4));
        post("{\"model\":\"tiny\",\"prompt\":[7,8],\"max_tokens\":1}")
                .statusCode(200)
                .body("usage.prompt_tokens", equalTo(2));
    }

    @Test
    void anEmptyPromptBeginsANewDocument() {
        post("{\"model\":\"tiny\",\"prompt\":\"\",\"max_tokens\":1}").statusCode(200);
        assertEquals(List.of(0), worker.requests().getFirst().getPromptTokensList());
    }

    @Test
    void aStreamIsExactlyTheseFrames() throws IOException {
        List<String> lines =
                stream(
                        """
                        {"model":"tiny","prompt":"p","max_tokens":2,"seed":0,"stream":true}
                        """);

        // Then
        String chunk =
                "data: {'id':'ID','object':'text_completion','created':0,'model':'tiny',"
                        + "'system_fingerprint':'fp_0123456789ab','choices':[{'index':0,"
                        + "'text':'%s','logprobs':null,'finish_reason':%s}]}";
        assertEquals(
                List.of(
                        chunk.formatted("a", "null").replace('\'', '"'),
                        chunk.formatted("b", "null").replace('\'', '"'),
                        chunk.formatted("", "'length'").replace('\'', '"'),
                        "data: [DONE]"),
                lines);
    }

    @Test
    void usageIsTheLastChunkWhenAskedForAndNullBefore() throws IOException {
        List<String> lines =
                stream(
                        """
                        {"model":"tiny","prompt":"p","max_tokens":1,"seed":0,"stream":true,
                         "stream_options":{"include_usage":true}}
                        """);

        // Then
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).endsWith(",\"usage\":null}"), lines.get(0));
        assertTrue(lines.get(1).endsWith(",\"usage\":null}"), lines.get(1));
        assertTrue(
                lines.get(2)
                        .contains(
                                "\"choices\":[],\"usage\":{\"prompt_tokens\":1,"
                                        + "\"completion_tokens\":1,\"total_tokens\":2"),
                lines.get(2));
        assertTrue(lines.get(2).contains("\"aifactory\":{\"joules\":0.5"), lines.get(2));
        assertEquals("data: [DONE]", lines.get(3));
    }

    @Test
    void modelsAreListed() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItem("tiny"))
                .body("data.object", everyItem(equalTo("model")));
        given().get("/v1/models/tiny")
                .then()
                .statusCode(200)
                .body("id", equalTo("tiny"))
                .body("owned_by", equalTo("aifactory"));
        given().get("/v1/models/none")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"))
                .body("error.message", containsString("served now: "));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/v1/completions").then();
    }

    private static List<String> stream(String body) throws IOException {
        try (var client = new SseClient(RestAssured.port, "/v1/completions", body)) {
            assertTrue(
                    client.headers().stream()
                            .anyMatch(
                                    "content-type: text/event-stream; charset=utf-8"
                                            ::equalsIgnoreCase),
                    client.headers()::toString);
            return Frames.comparable(client.lines());
        }
    }
}
