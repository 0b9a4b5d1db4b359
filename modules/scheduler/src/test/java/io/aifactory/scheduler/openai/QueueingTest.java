package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
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
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueueingTest {
    private static final String STREAMED =
            "{\"model\":\"tiny\",\"prompt\":\"p\",\"max_tokens\":3,\"seed\":0,\"stream\":true}";

    @Inject Fleet fleet;
    @Inject Dispatcher dispatcher;
    private FakeWorker worker;

    @BeforeEach
    void start() {
        worker = fleet.start("w1", "tiny", 1);
    }

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void whoWaitsGetsPingsAndThenTheirTurn() throws IOException {
        // Given the only slot is taken
        worker.next(new Turn.Hold(0));
        try (SseClient first = openAndRun();
                SseClient second = open()) {
            Await.until("second waits", () -> dispatcher.queued("tiny") == 1);

            // When
            assertEquals(SseClient.PING, second.nextLine());
            worker.release();

            // Then
            assertEquals("data: [DONE]", first.lines().getLast());
            assertEquals("data: [DONE]", second.lines().getLast());
        }
    }

    @Test
    void whenTheQueueIsFullTheNextIsToldWhenToComeBack() throws IOException {
        // Given one runs and two wait, which is all the queue holds
        worker.next(new Turn.Hold(0));
        try (SseClient running = openAndRun();
                SseClient waiting = open();
                SseClient alsoWaiting = open()) {
            Await.until("both wait", () -> dispatcher.queued("tiny") == 2);

            // Then
            given().body(STREAMED)
                    .post("/v1/completions")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                    .header("retry-after-ms", matchesPattern("[1-9][0-9]+"))
                    .body("error.type", equalTo("rate_limit_error"))
                    .body("error.code", equalTo("queue_full"));

            // When
            worker.release();

            // Then
            for (SseClient client : List.of(running, waiting, alsoWaiting)) {
                assertEquals("data: [DONE]", client.lines().getLast());
            }
        }
    }

    @Test
    void aClientThatLeavesFreesItsSlotInTheWorker() throws Exception {
        // Given
        worker.next(new Turn.Hold(1));
        try (SseClient client = open()) {
            assertTrue(client.nextEvent().contains("\"text\":\"a\""));
        }

        // Then the worker is told, and the next one is served
        assertTrue(worker.cancelled().await(10, TimeUnit.SECONDS));
        Await.until("nothing is in flight", () -> dispatcher.inFlight() == 0);
        try (SseClient next = open()) {
            assertEquals("data: [DONE]", next.lines().getLast());
        }
    }

    @Test
    void aClientThatLeavesBeforeTheFirstTokenFreesItsSlotToo() throws Exception {
        // Given a request without a stream
        worker.next(new Turn.Hold(0));
        try (SseClient client = open("{\"model\":\"tiny\",\"prompt\":\"p\",\"max_tokens\":3}")) {
            Await.until("it runs", () -> worker.running() == 1);
            assertTrue(dispatcher.inFlight() == 1, client::toString);
        }

        // Then
        assertTrue(worker.cancelled().await(10, TimeUnit.SECONDS));
    }

    @Test
    void aClientThatLeavesTheQueueIsForgotten() throws IOException {
        // Given
        worker.next(new Turn.Hold(0));
        try (SseClient running = openAndRun()) {
            try (SseClient waiting = open()) {
                Await.until("it waits", () -> dispatcher.queued("tiny") == 1);
                assertEquals(SseClient.PING, waiting.nextLine());
            }

            // Then
            Await.until("nobody waits", () -> dispatcher.queued("tiny") == 0);
            worker.release();
            assertEquals("data: [DONE]", running.lines().getLast());
        }
        assertEquals(1, worker.requests().size());
    }

    @Test
    void aWorkerThatIsFullAfterAllIsAskedAgainLater() throws IOException {
        // Given
        worker.next(new Turn.Refuse(Status.RESOURCE_EXHAUSTED));

        // When
        try (SseClient client = open()) {
            // Then
            assertEquals("data: [DONE]", client.lines().getLast());
        }
        assertEquals(2, worker.requests().size());
    }

    @Test
    void aSequenceTheWorkerCallsInvalidIsTheClientsError() {
        worker.next(new Turn.Refuse(Status.INVALID_ARGUMENT.withDescription("token 7 is odd")));
        given().body("{\"model\":\"tiny\",\"prompt\":\"p\"}")
                .post("/v1/completions")
                .then()
                .statusCode(400)
                .body("error.message", equalTo("token 7 is odd"));
    }

    private SseClient openAndRun() throws IOException {
        SseClient client = open();
        Await.until("it runs", () -> worker.running() == 1);
        return client;
    }

    private static SseClient open() throws IOException {
        return open(STREAMED);
    }

    private static SseClient open(String body) throws IOException {
        return new SseClient(RestAssured.port, "/v1/completions", body);
    }
}
