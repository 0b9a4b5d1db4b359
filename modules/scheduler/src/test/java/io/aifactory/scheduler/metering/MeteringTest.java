package io.aifactory.scheduler.metering;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.SseClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeteringTest {
    @Inject Fleet fleet;
    @Inject UsageStore store;
    @Inject MeterRegistry metrics;
    @Inject Dispatcher dispatcher;

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void usageIsSummedByKeyWhichIsKeptAsADigestOnly() {
        // Given
        fleet.start("w1", "counted", 4);
        String key = "sk-" + UUID.randomUUID();
        String digest = Digest.of(key.getBytes(StandardCharsets.UTF_8)).value();

        // When
        for (int tokens = 1; tokens <= 3; tokens++) {
            given().header("Authorization", "Bearer " + key)
                    .body("{\"model\":\"counted\",\"prompt\":\"ab\",\"max_tokens\":" + tokens + "}")
                    .post("/v1/completions")
                    .then()
                    .statusCode(200);
        }
        Await.until("three rows", () -> sums(digest, "counted") == 3);

        // Then
        given().queryParam("key", digest)
                .get("/api/v1/usage")
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rows[0].key", equalTo(digest))
                .body("rows[0].model", equalTo("counted"))
                .body("rows[0].requests", equalTo(3))
                .body("rows[0].promptTokens", equalTo(6))
                .body("rows[0].completionTokens", equalTo(6))
                .body("rows[0].joules", equalTo(3.0f))
                .body("rows[0].joulesEstimated", equalTo(true))
                .body("rows[0].currency", equalTo("USD"));
        assertEquals(
                6.0,
                metrics.get("aifactory.scheduler.tokens")
                        .tags("model", "counted", "kind", "completion")
                        .counter()
                        .count());
        assertEquals(
                0.0,
                metrics.get("aifactory.scheduler.queued").tag("model", "counted").gauge().value());
        assertEquals(
                3, metrics.get("aifactory.scheduler.ttft").tag("model", "counted").timer().count());
    }

    @Test
    void whatAClientThatLeftHasUsedIsMeteredToo() throws Exception {
        // Given
        fleet.start("w1", "left", 4).next(new Turn.Hold(2));
        String body = "{\"model\":\"left\",\"prompt\":\"abc\",\"max_tokens\":9,\"stream\":true}";
        try (SseClient client = new SseClient(RestAssured.port, "/v1/completions", body)) {
            client.nextEvent();
            client.nextEvent();
        }

        // Then
        Await.until("a row", () -> sums("anonymous", "left") == 1);
        var row = store.sums(Optional.empty(), Optional.of("left")).getFirst();
        assertEquals(3, row.promptTokens());
        assertEquals(2, row.completionTokens());
        Await.until("the slot is free", () -> dispatcher.inFlight() == 0);
    }

    @Test
    void aDecisionCanBeExplained() {
        // Given
        fleet.start("w1", "tiny", 4);
        fleet.start("w2", "tiny", 4);
        String id =
                given().body("{\"model\":\"tiny\",\"prompt\":\"a\",\"max_tokens\":1}")
                        .post("/v1/completions")
                        .then()
                        .extract()
                        .path("id");

        // Then
        given().get("/api/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .body("decisions", hasSize(1))
                .body("decisions[0].policy", equalTo("least-damage"))
                .body("decisions[0].attempt", equalTo(0))
                .body("decisions[0].candidates.workerId", contains("w1", "w2"))
                .body("decisions[0].candidates[0].terms.ownMissProbability", equalTo(0.0f))
                .body("requestId", equalTo(id.substring("cmpl-".length())));
        given().get("/api/v1/decisions/none")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("latest requests"));
    }

    @Test
    void throughputCountsGeneratedTokens() {
        // Given
        fleet.start("w1", "tiny", 4);
        given().body("{\"model\":\"tiny\",\"prompt\":\"a\",\"max_tokens\":50}")
                .post("/v1/completions");

        // Then, once the second is over
        Await.until(
                "tokens are shown",
                () ->
                        given()
                                .get("/api/v1/throughput")
                                .jsonPath()
                                .getList("perSecond", Integer.class)
                                .stream()
                                .anyMatch(tokens -> tokens >= 50));
        assertTrue(given().get("/api/v1/throughput").jsonPath().getInt("queued") == 0);
    }

    private long sums(String key, String model) {
        try {
            return store.sums(Optional.of(key), Optional.of(model)).stream()
                    .mapToLong(UsageStore.DailyUsage::requests)
                    .sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
