package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.ListedWorkers;
import io.aifactory.scheduler.testing.SseClient;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MigrationTest {
    private static final String REQUEST =
            "{\"model\":\"tiny\",\"prompt\":\"p\",\"max_tokens\":9,\"seed\":3%s}";
    private static final String STREAMED = REQUEST.formatted(",\"stream\":true");
    private static final Pattern TEXT = Pattern.compile("\"text\":\"([a-z]*)\"");

    @Inject Fleet fleet;
    @Inject ListedWorkers directory;

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void aWorkerThatDiesBeforeTheFirstTokenIsReplacedUnnoticed() throws IOException {
        // Given
        FakeWorker dying = fleet.start("dying", "tiny", 4).next(new Turn.Die(0));
        FakeWorker other = fleet.start("other", "tiny", 4);

        // When
        List<String> lines = stream();

        // Then
        assertEquals(Letters.text(3, 9), text(lines));
        assertEquals("data: [DONE]", lines.getLast());
        assertEquals(1, dying.requests().size());
        assertEquals(0, other.requests().getFirst().getResumedTokensCount());
        assertTrue(directory.isSuspect("dying"));
    }

    @Test
    void aStreamGoesOnElsewhereWithoutALostOrRepeatedToken() throws IOException {
        // Given
        fleet.start("dying", "tiny", 4).next(new Turn.Die(4));
        FakeWorker other = fleet.start("other", "tiny", 4);

        // When
        List<String> lines = stream();

        // Then ids are the same before and after, and the other worker was given what the client
        // has
        assertEquals(Letters.text(3, 9), text(Frames.comparable(lines)));
        assertEquals("data: [DONE]", lines.getLast());
        var resumed = other.requests().getFirst();
        assertEquals(4, resumed.getResumedTokensCount());
        assertEquals(Letters.token(3, 3), resumed.getResumedTokens(3));
        assertEquals(9, resumed.getMaxTokens());
        assertEquals(3, resumed.getSampling().getSeed());
    }

    @Test
    void withoutAnotherWorkerAStreamWaitsForTheRestart() throws Exception {
        // Given the only worker dies, and is restarted while the client waits
        FakeWorker dying = fleet.start("only", "tiny", 4).next(new Turn.Die(2));
        try (SseClient client = new SseClient(RestAssured.port, "/v1/completions", STREAMED)) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 2) {
                text.append(text(List.of(client.nextOfMany())));
            }
            assertEquals(Letters.text(3, 2), text.toString());
            assertEquals(SseClient.PING, client.nextLine());
            FakeWorker again = fleet.restart(dying);

            // When
            text.append(text(client.lines()));

            // Then
            assertEquals(Letters.text(3, 9), text.toString());
            assertEquals(2, again.requests().getFirst().getResumedTokensCount());
        }
    }

    @Test
    void aStreamWhoseVersionHasGoneEndsWithAnErrorAndNotWithAnotherVersionsTokens()
            throws IOException {
        // Given
        FakeWorker old = fleet.start("old", "tiny", 4).next(new Turn.Hold(4));
        try (SseClient client = new SseClient(RestAssured.port, "/v1/completions", STREAMED)) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 4) {
                text.append(text(List.of(client.nextOfMany())));
            }

            // When the name serves another version by the time the old worker breaks
            FakeWorker other = fleet.list(FakeWorker.start("new", "tiny", 4).serving("sha256:22"));
            old.serving("sha256:22").breakHeld();

            // Then
            assertEquals("event: error", client.nextEvent());
            assertTrue(client.nextEvent().contains("\"code\":\"model_replaced\""));
            assertTrue(other.requests().isEmpty());
            assertEquals(Letters.text(3, 4), text.toString());
        }
    }

    @Test
    void usageCountsAResumedSequenceOnce() {
        fleet.start("dying", "tiny", 4).next(new Turn.Die(4));
        fleet.start("other", "tiny", 4);
        given().body(REQUEST.formatted(""))
                .post("/v1/completions")
                .then()
                .statusCode(200)
                .body("choices[0].text", equalTo(Letters.text(3, 9)))
                .body("usage.completion_tokens", equalTo(9))
                .body("usage.prompt_tokens", equalTo(1))
                .body("usage.aifactory.worker", equalTo("other"));
    }

    @Test
    void aSequenceThatFailsEverywhereIsGivenUp() {
        // Given an engine that cannot run it
        FakeWorker worker = fleet.start("w1", "tiny", 4);
        for (int i = 0; i < 4; i++) {
            worker.next(new Turn.Refuse(Status.INTERNAL.withDescription("/opt/secret 0xdeadbeef")));
        }

        // Then
        given().body(REQUEST.formatted(""))
                .post("/v1/completions")
                .then()
                .statusCode(503)
                .body("error.code", equalTo("worker_lost"))
                .body("error.type", equalTo("server_error"))
                .body("error.message", equalTo("the worker was lost 4 times; try again later"));
        assertEquals(4, worker.requests().size());
    }

    @Test
    void anErrorInAStreamIsAnEventAndNoEndMarkFollows() throws IOException {
        // Given
        FakeWorker worker = fleet.start("w1", "tiny", 4).next(new Turn.Hold(2));
        try (SseClient client = new SseClient(RestAssured.port, "/v1/completions", STREAMED)) {
            client.nextEvent();
            client.nextEvent();
            for (int i = 0; i < 4; i++) {
                worker.next(new Turn.Refuse(Status.INTERNAL));
            }

            // When the held attempt breaks and no other succeeds
            worker.breakHeld();

            // Then
            assertEquals("event: error", client.nextEvent());
            assertEquals(
                    "data: {\"error\":{\"message\":\"the worker was lost 4 times; try again later\","
                            + "\"type\":\"server_error\",\"param\":null,\"code\":\"worker_lost\"}}",
                    client.nextEvent());
            assertEquals("", client.nextEvent().replaceAll("\\s", ""));
        }
    }

    private static List<String> stream() throws IOException {
        try (SseClient client = new SseClient(RestAssured.port, "/v1/completions", STREAMED)) {
            return client.lines();
        }
    }

    private static String text(List<String> lines) {
        return lines.stream()
                .flatMap(line -> TEXT.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.joining());
    }
}
