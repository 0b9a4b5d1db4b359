package io.aifactory.training.runner;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.Manifests;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.store.AttemptRecord;
import io.aifactory.training.support.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class TrainingJobLifeTest extends TrainingJobFixture {
    @Test
    void aJobIsTrainedPublishedAndRegistered() {
        // When
        String id =
                submit(body("good", "\"register\":{\"model\":\"tiny\",\"aliases\":[\"champion\"]}"))
                        .statusCode(202)
                        .extract()
                        .path("id");
        JsonPath job = awaitState(id, "SUCCEEDED");

        // Then
        assertEquals(10, job.getInt("step"));
        assertEquals(10, job.getInt("steps"));
        assertEquals(10 * 4 * 16, job.getInt("tokens"));
        assertEquals("tiny:1", job.getString("modelVersion"));
        assertEquals("abc", job.getString("sample"));
        assertEquals(200.0 / 196, job.getDouble("heldOutBitsPerByte"), 1e-6);
        assertTrue(job.getDouble("bigramBitsPerByte") > 0);
        assertTrue(job.getDouble("joules") > 0);
        assertEquals(1, job.getInt("attempts"));
        Digest manifest = new Digest(job.getString("manifest"));
        ModelManifest model = new Manifests(blobs).model(manifest);
        assertEquals(5, model.files().size());
        model.files().forEach(file -> blobs.verify(file.digest()));
        ModelRegistration registration =
                registry.registered().stream()
                        .filter(r -> r.lineage().runId().orElseThrow().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertEquals(manifest, registration.manifest());
        assertEquals(dataset, registration.lineage().dataset().orElseThrow());
        assertEquals(Set.of("champion"), registration.aliases());
        assertEquals(10.0, registration.lineage().metrics().get("steps"));
        assertFalse(Files.exists(folders.checkpoints(UUID.fromString(id))));
        assertTrue(meters.counter("aifactory.training.steps").count() >= 10);
        assertTrue(
                meters.counter("aifactory.training.jobs.ended", "state", "SUCCEEDED").count() >= 1);
    }

    @Test
    void metricsHoldEveryStepInOrder() {
        String id = submit(body("good")).extract().path("id");
        awaitState(id, "SUCCEEDED");

        JsonPath metrics = given().get(JOBS + "/" + id + "/metrics").jsonPath();

        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), metrics.getList("points.step"));
        assertEquals(200.0 / 196, metrics.getDouble("points[3].heldOutBitsPerByte"), 1e-6);
        assertTrue(metrics.getDouble("points[9].learningRate") > 0);
    }

    @Test
    void theSameWorkIsDoneOnce() {
        // Given
        String body = body("good");
        String id = submit(body).statusCode(202).extract().path("id");
        awaitState(id, "SUCCEEDED");

        // Then
        submit(body).statusCode(200).body("id", equalTo(id));
    }

    @Test
    void aTrainerKilledWithSignalNineIsContinuedFromItsCheckpoint() {
        // Given
        String id = submit(body("hangs-first")).extract().path("id");
        ProcessHandle trainer = awaitStep(id, 5);

        // When
        trainer.destroyForcibly();
        JsonPath job = awaitState(id, "SUCCEEDED");

        // Then
        assertEquals(2, job.getInt("attempts"));
        assertEquals(10, job.getInt("step"));
        AttemptRecord last = store.lastAttempt(UUID.fromString(id)).orElseThrow();
        assertEquals(new AttemptRecord(2, new AttemptState.Trained(), last.eventsRead()), last);
    }

    @Test
    void aTrainerThatKeepsDyingFailsTheJobWithAReason() {
        String id = submit(body("dies")).extract().path("id");

        JsonPath job = awaitState(id, "FAILED");

        // The first death came after a checkpoint; the ones after it made no progress.
        assertEquals(2, job.getInt("attempts"));
        assertEquals("training_failed", job.getString("error.code"));
        assertTrue(job.getString("error.message").contains("status 134"));
    }

    @Test
    void aTrainerThatRefusesIsNotAskedAgain() {
        String id = submit(body("refuses")).extract().path("id");

        JsonPath job = awaitState(id, "FAILED");

        assertEquals(1, job.getInt("attempts"));
        assertEquals("invalid_request", job.getString("error.code"));
        assertEquals("the spec makes no sense", job.getString("error.message"));
    }

    @Test
    void aCancelledJobHasNoProcessWhenTheAnswerArrives() {
        // Given
        String id = submit(body("hangs")).extract().path("id");
        ProcessHandle trainer = awaitStep(id, 5);

        // When
        given().delete(JOBS + "/" + id).then().statusCode(200).body("state", equalTo("CANCELLED"));

        // Then
        assertFalse(trainer.isAlive());
        assertFalse(Files.exists(folders.checkpoints(UUID.fromString(id))));
    }

    @Test
    void aQueuedJobWaitsForTheOneBeforeAndCanBeCancelled() {
        // Given
        String first = submit(body("hangs")).extract().path("id");
        awaitStep(first, 5);

        // When
        String second = submit(body("good")).extract().path("id");

        // Then
        given().get(JOBS + "/" + second).then().body("state", equalTo("QUEUED"));
        given().delete(JOBS + "/" + second).then().body("state", equalTo("CANCELLED"));
        given().delete(JOBS + "/" + first).then().body("state", equalTo("CANCELLED"));
    }

    @Test
    void aRestartedControlPlaneEndsTheOrphanAndContinues() throws Exception {
        // Given: a job whose trainer was started by a control plane that died
        queue.stop();
        String id = submit(body("hangs-first")).extract().path("id");
        UUID job = UUID.fromString(id);
        int number = store.startAttempt(job).orElseThrow();
        var folder = folders.attempt(job, number);
        folder.write(orders.order(store.find(job).orElseThrow(), number));
        Process orphan = launcher.launch(folder);
        store.changeAttempt(
                job,
                number,
                AttemptState.Starting.class,
                starting -> starting.launched(ProcessIdentity.of(orphan.toHandle())));
        EventTail tail = new EventTail(folder.events(), 0);
        AtomicInteger seen = new AtomicInteger();
        Eventually.until(
                "the orphan has taken five steps", () -> seen.addAndGet(stepsIn(tail)) == 5);

        // When
        queue.start();
        JsonPath succeeded = awaitState(id, "SUCCEEDED");

        // Then
        assertFalse(orphan.isAlive());
        assertEquals(2, succeeded.getInt("attempts"));
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                given().get(JOBS + "/" + id + "/metrics").jsonPath().getList("points.step"));
    }

    @Test
    void aStoppedControlPlaneTakesItsTrainerAlongAndContinuesLater() throws Exception {
        // Given
        String id = submit(body("hangs-first")).extract().path("id");
        ProcessHandle trainer = awaitStep(id, 5);

        // When
        queue.stop();

        // Then
        assertFalse(trainer.isAlive());
        given().get(JOBS + "/" + id).then().body("state", equalTo("RUNNING"));

        // When
        queue.start();

        // Then
        assertEquals(2, awaitState(id, "SUCCEEDED").getInt("attempts"));
    }

    @Test
    void eventsTellTheStoryToItsEnd() {
        String id = submit(body("good")).extract().path("id");

        String stream =
                given().get(JOBS + "/" + id + "/events")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        assertTrue(stream.startsWith("event:job\n"), stream);
        String lastJob = stream.substring(stream.lastIndexOf("event:job\n"));
        assertTrue(lastJob.contains("\"state\":\"SUCCEEDED\""), lastJob);
    }

    @Test
    void wrongSubmissionsAreRefusedWithTheirField() {
        submit("{\"name\":\"x\",\"dataset\":\"europarl\"}")
                .statusCode(400)
                .body("parameter", equalTo("dataset"));
        submit("{\"dataset\":\"" + dataset + "\"}")
                .statusCode(400)
                .body("parameter", equalTo("name"));
        submit("{\"name\":\"x\",\"dataset\":\"" + Digest.of(new byte[] {77}) + "\"}")
                .statusCode(404)
                .body("code", equalTo("dataset_not_found"));
        submit(body("x", "\"learningRate\":-1")).body("parameter", equalTo("learningRate"));
        given().get(JOBS + "/nonsense")
                .then()
                .statusCode(404)
                .body("detail", containsString("nonsense"));
        given().get(JOBS + "/" + new UUID(0, 0)).then().statusCode(404);
    }
}
