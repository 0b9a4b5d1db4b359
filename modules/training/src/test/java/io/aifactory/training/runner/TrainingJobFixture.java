package io.aifactory.training.runner;

import static io.restassured.RestAssured.given;

import io.aifactory.contracts.Digest;
import io.aifactory.storage.BlobStore;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.store.AttemptRecord;
import io.aifactory.training.store.JobStore;
import io.aifactory.training.support.Eventually;
import io.aifactory.training.support.SmallDataset;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** Training jobs over REST, with a small Java program in place of the trainer. */
abstract class TrainingJobFixture {
    static final AtomicInteger SEED = new AtomicInteger();
    static final String JOBS = "/api/v1/training-jobs";

    @Inject BlobStore blobs;
    @Inject JobStore store;
    @Inject JobQueue queue;
    @Inject JobFolders folders;
    @Inject TrainerLauncher launcher;
    @Inject OrderWriter orders;
    @Inject FakeRegistry registry;
    @Inject MeterRegistry meters;
    Digest dataset;

    @BeforeEach
    void publishDataset() {
        dataset = SmallDataset.publish(blobs);
    }

    static int stepsIn(EventTail tail) {
        try {
            return (int)
                    tail.read().stream()
                            .filter(
                                    io.aifactory.training.protocol.TrainerEvent.Step.class
                                            ::isInstance)
                            .count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String body(String name) {
        return body(name, "\"batchRows\":4");
    }

    /** A job of ten steps; each call is other work. */
    String body(String name, String more) {
        return """
        {"name":"%s","dataset":"%s","steps":10,"batchRows":4,"seed":%d,
         "evaluateEvery":4,"checkpointEvery":3,"warmupSteps":2,
         "model":{"hidden":16,"intermediate":32,"layers":2,"heads":2,
                  "keyValueHeads":1,"contextTokens":16}, %s}
        """
                .formatted(name, dataset, SEED.incrementAndGet(), more);
    }

    static ValidatableResponse submit(String body) {
        return given().contentType("application/json").body(body).post(JOBS).then();
    }

    static JsonPath awaitState(String id, String state) {
        Eventually.until(
                "job " + id + " is " + state,
                () -> {
                    String now = given().get(JOBS + "/" + id).path("state");
                    if (!now.equals(state) && Set.of("FAILED", "CANCELLED").contains(now)) {
                        throw new AssertionError(given().get(JOBS + "/" + id).asString());
                    }
                    return now.equals(state);
                });
        return given().get(JOBS + "/" + id).jsonPath();
    }

    ProcessHandle awaitStep(String id, int step) {
        Eventually.until(
                "job " + id + " has taken step " + step,
                () -> given().get(JOBS + "/" + id).jsonPath().getInt("step") == step);
        AttemptRecord attempt = store.lastAttempt(UUID.fromString(id)).orElseThrow();
        return ((AttemptState.Running) attempt.state()).process().find().orElseThrow();
    }
}
