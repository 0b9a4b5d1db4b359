package io.aifactory.training.runner;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.service.PostgresForTests;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.support.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class FailedJobTest extends TrainingJobFixture {
    private static final String REGISTER = "\"register\":{\"model\":\"tiny\"}";

    @AfterEach
    void recover() {
        registry.recover();
    }

    @Test
    void aRegistryThatIsAwayForAWhileIsAskedAgain() {
        // Given
        AtomicInteger asked = new AtomicInteger();
        registry.failWith(() -> asked.incrementAndGet() <= 3 ? away() : Optional.empty());

        // When
        String id = submit(body("good", REGISTER)).extract().path("id");
        JsonPath job = awaitState(id, "SUCCEEDED");

        // Then
        assertEquals(4, asked.get());
        assertEquals(1, job.getInt("attempts"));
        assertEquals("tiny:1", job.getString("modelVersion"));
    }

    @Test
    void aJobThatPublishesCanBeCalledOff() {
        // Given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        registry.failWith(() -> {
            asked.countDown();
            await(answer);
            return away();
        });
        String id = submit(body("good", REGISTER)).extract().path("id");
        await(asked);

        // When
        given().delete(JOBS + "/" + id).then().statusCode(200).body("state", equalTo("CANCELLED"));
        answer.countDown();

        // Then: the next job finds the queue free, and the cancelled one stays so
        registry.recover();
        awaitState(submit(body("good")).extract().path("id"), "SUCCEEDED");
        given().get(JOBS + "/" + id).then().body("state", equalTo("CANCELLED"));
        assertFalse(Files.exists(folders.checkpoints(UUID.fromString(id))));
    }

    @Test
    void aModelThatCouldNotBePublishedIsPublishedLaterWithoutTrainingAgain() throws Exception {
        // Given
        registry.failWith(() -> away());
        String body = body("good", REGISTER);
        String id = submit(body).extract().path("id");
        JsonPath failed = awaitState(id, "FAILED");
        assertEquals("unavailable", failed.getString("error.code"));
        awaitGone(folders.attempt(UUID.fromString(id), 1).output());

        // When
        registry.recover();
        submit(body).statusCode(202).body("id", equalTo(id)).body("error", equalTo(null));
        JsonPath job = awaitState(id, "SUCCEEDED");

        // Then
        assertEquals(2, job.getInt("attempts"));
        assertEquals("tiny:1", job.getString("modelVersion"));
        List<TrainerEvent> events = events(id, 2);
        assertEquals(10, started(events));
        assertTrue(events.stream().noneMatch(TrainerEvent.Step.class::isInstance));
        awaitGone(folders.checkpoints(UUID.fromString(id)));
    }

    @Test
    void aRefusedRegistrationFailsAtOnceAndKeepsTheTraining() {
        registry.failWith(
                () -> Optional.of(new FactoryException(ErrorCode.INVALID_REQUEST, "no such name")));

        String id = submit(body("good", REGISTER)).extract().path("id");

        assertEquals("invalid_request", awaitState(id, "FAILED").getString("error.code"));
        awaitGone(folders.attempt(UUID.fromString(id), 1).output());
        assertTrue(Files.exists(folders.checkpoints(UUID.fromString(id))));
    }

    @Test
    void aJobWhoseTrainersDiedIsResumedFromItsCheckpointByTheSameSubmission() throws Exception {
        // Given
        String body = body("dies");
        String id = submit(body).extract().path("id");
        awaitState(id, "FAILED");

        // When
        submit(body).statusCode(202).body("id", equalTo(id));
        JsonPath job = awaitAttempts(id, 4);

        // Then
        assertEquals("FAILED", job.getString("state"));
        assertEquals(3, started(events(id, 3)));

        // When
        given().delete(JOBS + "/" + id).then().statusCode(200).body("state", equalTo("FAILED"));

        // Then
        assertFalse(Files.exists(folders.checkpoints(UUID.fromString(id))));
    }

    @Test
    void aJobThatCannotSucceedKeepsNoCheckpointsAndIsNotResumed() {
        String body = body("refuses");
        String id = submit(body).extract().path("id");
        awaitState(id, "FAILED");

        awaitGone(folders.checkpoints(UUID.fromString(id)));
        String other = submit(body).statusCode(202).extract().path("id");
        assertFalse(id.equals(other));
        awaitState(other, "FAILED");
    }

    @Test
    void whatADeadControlPlaneCouldNotDeleteIsDeletedAtTheNextStart() throws Exception {
        // Given
        String id = submit(body("good")).extract().path("id");
        awaitState(id, "SUCCEEDED");
        queue.stop();
        Path left = folders.checkpoints(UUID.fromString(id)).resolve("step-0000000010");
        Files.createDirectories(left);

        // When
        queue.start();

        // Then
        awaitGone(left);
    }

    private static Optional<FactoryException> away() {
        return Optional.of(new FactoryException(ErrorCode.UNAVAILABLE, "the registry is away"));
    }

    private JsonPath awaitAttempts(String id, int attempts) {
        Eventually.until(
                "job " + id + " has failed after " + attempts + " attempts",
                () -> {
                    JsonPath job = given().get(JOBS + "/" + id).jsonPath();
                    return job.getInt("attempts") == attempts
                            && job.getString("state").equals("FAILED");
                });
        return given().get(JOBS + "/" + id).jsonPath();
    }

    private static void awaitGone(Path folder) {
        Eventually.until(folder.getFileName() + " is deleted", () -> !Files.exists(folder));
    }

    private List<TrainerEvent> events(String id, int attempt) throws IOException {
        return new EventTail(folders.attempt(UUID.fromString(id), attempt).events(), 0).read();
    }

    private static long started(List<TrainerEvent> events) {
        return events.stream()
                .filter(TrainerEvent.Started.class::isInstance)
                .map(event -> ((TrainerEvent.Started) event).step())
                .findFirst()
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
