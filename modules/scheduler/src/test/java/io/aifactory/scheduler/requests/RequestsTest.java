package io.aifactory.scheduler.requests;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.SseClient;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestsTest {
    private static final String BODY = "{\"model\":\"tiny\",\"prompt\":\"p\",\"max_tokens\":3%s}";
    private static final String STREAMED = BODY.formatted(",\"stream\":true");

    @Inject Fleet fleet;
    @Inject Dispatcher dispatcher;

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void aFinishedRequestWasQueuedAndRan() {
        // Given
        fleet.start("w1", "tiny", 4);
        Instant before = Instant.now();
        String id = given().body(BODY.formatted("")).post("/v1/completions").path("id");

        // When
        JsonPath history = awaitEnd(id);

        // Then
        assertEquals("FINISHED", history.getString("state"));
        assertEquals(List.of("QUEUED ", "RUNNING w1", "FINISHED "), events(history));
        assertEquals(id.substring("cmpl-".length()), history.getString("requestId"));
        List<Instant> times =
                history.getList("events.at", String.class).stream().map(Instant::parse).toList();
        assertEquals(times.stream().sorted().toList(), times);
        assertTrue(!times.getFirst().isBefore(before.minusMillis(1)), times::toString);
    }

    @Test
    void aRequestThatMovesToAnotherWorkerIsStillTheSameRun() {
        // Given
        fleet.start("dying", "tiny", 4).next(new Turn.Die(1));
        fleet.start("other", "tiny", 4);

        // When two sequences run, one of them twice
        String id = given().body(BODY.formatted(",\"n\":2")).post("/v1/completions").path("id");

        // Then it is not said twice
        List<String> events = events(awaitEnd(id));
        assertEquals(3, events.size());
        assertTrue(events.get(1).matches("RUNNING (dying|other)"), events::toString);
    }

    @Test
    void aRequestWhoseClientLeftWasCancelled() throws IOException {
        // Given
        fleet.start("w1", "tiny", 4).next(new Turn.Hold(1));

        // When
        String id;
        try (SseClient client = open()) {
            client.nextEvent();
            id = id(client);
        }

        // Then
        JsonPath history = awaitEnd(id);
        assertEquals("CANCELLED", history.getString("state"));
        assertEquals(List.of("QUEUED ", "RUNNING w1", "CANCELLED "), events(history));
    }

    @Test
    void aRequestWhoseClientLeftTheQueueNeverRan() throws IOException {
        // Given the only slot is taken
        FakeWorker worker = fleet.start("w1", "tiny", 1).next(new Turn.Hold(0));
        try (SseClient running = open()) {
            Await.until("it runs", () -> worker.running() == 1);

            // When
            String id;
            try (SseClient waiting = open()) {
                assertEquals(SseClient.PING, waiting.nextLine());
                id = id(waiting);
                assertEquals(List.of("QUEUED "), events(awaitEvents(id, 1)));
            }

            // Then
            assertEquals(List.of("QUEUED ", "CANCELLED "), events(awaitEnd(id)));
            worker.release();
            assertEquals("data: [DONE]", running.lines().getLast());
        }
    }

    @Test
    void aFailedRequestSaysWithWhichError() {
        // Given
        fleet.start("w1", "tiny", 4).next(new Turn.Refuse(Status.INVALID_ARGUMENT));

        // When
        String id =
                given().body(BODY.formatted(""))
                        .post("/v1/completions")
                        .then()
                        .statusCode(400)
                        .extract()
                        .header("x-request-id");

        // Then
        JsonPath history = awaitEnd(id);
        assertEquals("FAILED", history.getString("state"));
        assertEquals(List.of("QUEUED ", "RUNNING w1", "FAILED invalid_request"), events(history));
    }

    @Test
    void aRequestThatFoundTheQueueFullFailedWithoutRunning() throws IOException {
        // Given one runs and two wait, which is all the queue holds
        FakeWorker worker = fleet.start("w1", "tiny", 1).next(new Turn.Hold(0));
        try (SseClient running = open()) {
            Await.until("it runs", () -> worker.running() == 1);
            try (SseClient waiting = open();
                    SseClient alsoWaiting = open()) {
                Await.until("both wait", () -> dispatcher.queued("tiny") == 2);

                // When
                String id = given().body(STREAMED).post("/v1/completions").header("x-request-id");

                // Then
                assertEquals(List.of("QUEUED ", "FAILED queue_full"), events(awaitEnd(id)));
                worker.release();
                for (SseClient client : List.of(running, waiting, alsoWaiting)) {
                    assertEquals("data: [DONE]", client.lines().getLast());
                }
            }
        }
    }

    @Test
    void anUnknownRequestIsNotFound() {
        given().get("/api/v1/requests/none")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"))
                .body("detail", containsString("events are written every 20 ms"));
    }

    private static SseClient open() throws IOException {
        return new SseClient(RestAssured.port, "/v1/completions", STREAMED);
    }

    private static String id(SseClient client) throws IOException {
        String name = "x-request-id: ";
        return client.headers().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    private static JsonPath awaitEnd(String id) {
        Await.until(
                "request " + id + " has ended",
                () -> List.of("FINISHED", "CANCELLED", "FAILED").contains(state(id)));
        return history(id);
    }

    private static JsonPath awaitEvents(String id, int count) {
        Await.until("events of " + id, () -> events(history(id)).size() == count);
        return history(id);
    }

    private static String state(String id) {
        return String.valueOf(history(id).getString("state"));
    }

    private static JsonPath history(String id) {
        return given().get("/api/v1/requests/" + id).jsonPath();
    }

    private static List<String> events(JsonPath history) {
        List<String> states = history.getList("events.state", String.class);
        List<String> details = history.getList("events.detail", String.class);
        List<String> events = new ArrayList<>();
        for (int i = 0; states != null && i < states.size(); i++) {
            events.add(states.get(i) + " " + details.get(i));
        }
        return events;
    }
}
