package io.aifactory.ingestion.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class IngestionApiTest {
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    @Inject BlobStore store;
    @TempDir Path root;

    @Test
    void anOrderBecomesADatasetVersion() throws IOException {
        // Given
        String folder = corpus(30);

        // When
        String id = order(Map.of("name", "small", "sources", List.of(folder), "vocabulary", 300));
        String events = awaitEnd(id);

        // Then
        assertTrue(events.contains("\"state\":\"SUCCEEDED\""), events);
        JsonPath job = job(id);
        assertEquals("SUCCEEDED", job.getString("state"));
        assertEquals(1.0f, job.getFloat("progress"));
        assertEquals(30, job.getInt("documentsRead"));
        assertEquals(30, job.getInt("documentsKept"));
        String digest = job.getString("dataset");
        given().when()
                .get("/api/v1/datasets/{digest}", digest)
                .then()
                .statusCode(200)
                .body("name", equalTo("small"))
                .body("vocabulary", greaterThan(257))
                .body("trainTokens", greaterThan(0))
                .body("heldOutTokens", greaterThan(0))
                .body("heldOutBytes", greaterThan(0))
                .body("statistics.documentsRead", is(30))
                .body("sources[0].digest", startsWith("sha256:"))
                .body("recipe.seed", equalTo("1"));
        given().when()
                .get("/api/v1/datasets/small")
                .then()
                .statusCode(200)
                .body("digest", equalTo(digest));
        given().when()
                .get("/api/v1/datasets")
                .then()
                .statusCode(200)
                .body("digest", hasItem(digest));
        assertEquals("small", new Manifests(store).dataset(new Digest(digest)).name());
    }

    @Test
    void theSameOrderAgainGivesTheExistingVersion() throws IOException {
        // Given
        Map<String, Object> order =
                Map.of("name", "twice", "sources", List.of(corpus(12)), "vocabulary", 300);
        String first = order(order);
        awaitEnd(first);

        // When
        String second = order(order);
        awaitEnd(second);

        // Then
        assertEquals(job(first).getString("dataset"), job(second).getString("dataset"));
        assertEquals("the same version exists", job(second).getString("message"));
    }

    @Test
    void aFolderOfBinariesFailsWithTheReason() throws IOException {
        // Given
        Files.write(root.resolve("a.bin"), new byte[] {0, 1, 2, 3});

        // When
        String id = order(Map.of("name", "binaries", "sources", List.of(root.toString())));
        awaitEnd(id);

        // Then
        given().when()
                .get("/api/v1/ingestion-jobs/{id}", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("FAILED"))
                .body("dataset", nullValue())
                .body("error.code", equalTo("corpus_empty"))
                .body("error.message", containsString("rejected: 1 binary"));
        given().when()
                .get("/api/v1/ingestion-jobs/{id}/history", id)
                .then()
                .statusCode(200)
                .body("kind", equalTo(List.of("QUEUED", "STARTED", "FAILED")));
        given().when().get("/api/v1/datasets/binaries").then().statusCode(404);
    }

    @Test
    void malformedLinesAreNamedInTheHistory() throws IOException {
        Files.writeString(
                root.resolve("a.jsonl"),
                """
                {"text": "the first document of two"}
                not json
                {"text": "the second document of two"}
                """);

        String id = order(Map.of("name", "lines", "sources", List.of(root + "/a.jsonl")));
        awaitEnd(id);

        assertEquals("SUCCEEDED", job(id).getString("state"));
        given().when()
                .get("/api/v1/ingestion-jobs/{id}/history", id)
                .then()
                .body("detail", hasItem("a.jsonl line 2 is not valid JSON"));
    }

    @Test
    void runningAndWaitingJobsCanBeCancelled() throws IOException {
        // Given: one job that runs until it is cancelled, one that waits behind it
        String running = order(Map.of("name", "stuck", "sources", List.of("maven:g:a:1")));
        String waiting = order(Map.of("name", "behind", "sources", List.of(corpus(3))));

        // When
        cancel(waiting);
        cancel(running);

        // Then
        assertTrue(awaitEnd(waiting).contains("CANCELLED"));
        assertTrue(awaitEnd(running).contains("CANCELLED"));
        cancel(running);
        String next = order(Map.of("name", "next", "sources", List.of(corpus(3))));
        assertTrue(awaitEnd(next).contains("SUCCEEDED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sources\": [\"x\"]} | invalid_request | name",
                "{\"name\": \"x\"} | invalid_request | sources",
                "{\"name\": \"x\", \"sources\": []} | invalid_request | sources",
                "{\"name\": \"../x\", \"sources\": [\"europarl-en-es\"]} | invalid_request | name",
                "{\"name\": \"x\", \"sources\": [\"maven:nonsense\"]} | invalid_request | sources",
                "{\"name\": \"x\", \"sources\": [\"/no/such/folder\"]} | source_unreadable | sources",
                "{\"name\": \"x\", \"sources\": [\"europarl-en-es\"], \"vocabulary\": 10} | invalid_request | vocabulary",
                "{\"name\": \"x\", \"sources\": [\"europarl-en-es\"], \"heldOutPercent\": 0} | invalid_request | heldOutPercent",
                "{\"name\": \"x\", \"sources\": [\"europarl-en-es\"], \"vocabulary\": \"many\"} | invalid_request | vocabulary"
            })
    void aBadOrderIsRefusedAtOnce(String body, String code, String parameter) {
        given().contentType("application/json")
                .body(body)
                .when()
                .post("/api/v1/datasets")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("parameter", equalTo(parameter));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        given().when()
                .get("/api/v1/ingestion-jobs/" + NO_ID)
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        given().when().get("/api/v1/ingestion-jobs/no-id").then().statusCode(404);
        given().when().get("/api/v1/ingestion-jobs/" + NO_ID + "/events").then().statusCode(404);
        given().when().delete("/api/v1/ingestion-jobs/" + NO_ID).then().statusCode(404);
        given().when()
                .get("/api/v1/datasets/sha256:nonsense")
                .then()
                .statusCode(404)
                .body("code", equalTo("dataset_not_found"));
    }

    @Test
    void jobsAreListed() throws IOException {
        String id = order(Map.of("name", "listed", "sources", List.of(corpus(3))));
        awaitEnd(id);

        given().when()
                .get("/api/v1/ingestion-jobs?limit=5")
                .then()
                .statusCode(200)
                .body("id", hasItem(id))
                .body("progress", everyItem(greaterThan(-0.1f)));
    }

    private String corpus(int documents) throws IOException {
        Path folder = Files.createDirectories(root.resolve("corpus-" + documents));
        for (int i = 0; i < documents; i++) {
            Files.writeString(
                    folder.resolve(i + ".txt"), "Document " + i + " is about fish and ships.");
        }
        return folder.toString();
    }

    private static String order(Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .when()
                .post("/api/v1/datasets")
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/ingestion-jobs/"))
                .body("state", equalTo("QUEUED"))
                .extract()
                .path("id");
    }

    /** The event stream closes when the job has ended. */
    private static String awaitEnd(String id) {
        return given().accept("text/event-stream")
                .when()
                .get("/api/v1/ingestion-jobs/{id}/events", id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static void cancel(String id) {
        given().when()
                .delete("/api/v1/ingestion-jobs/{id}", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"));
    }

    private static JsonPath job(String id) {
        return given().when().get("/api/v1/ingestion-jobs/{id}", id).then().extract().jsonPath();
    }
}
