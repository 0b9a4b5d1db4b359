package io.aifactory.factory.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.factory.supervision.WorkerOperation;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class DeploymentChoicesTest extends DeploymentFixture {
    @Test
    void anotherPrecisionTakesOtherWorkers() {
        Optional<PrecisionSetting> int8 = Optional.of(PrecisionSetting.INT8);
        deploy(Optional.empty());
        awaitReason("");

        deployments.deploy("m", "m:1", 1, 4, int8, Optional.empty(), List.of(), Optional.empty());

        awaitReason("");
        assertEquals(int8, processes.processes().getLast().spec().precision());
        assertEquals("int8", deployments.reports().getFirst().precision());
    }

    @Test
    void anotherSloTakesOtherWorkersWhichSayWhatTheyDoNotKeep() {
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 2, 64);
        deploy(Optional.empty());
        awaitReason("");
        processes.answer(
                WorkerStatus.newBuilder()
                        .setPrecision("int8")
                        .setThreads(1)
                        .setMostSequences(3)
                        .setSloShortfall("too slow")
                        .build());

        deploy(Optional.of(slo));

        awaitReason("too slow");
        assertEquals(Optional.of(slo), processes.processes().getLast().spec().slo());
        DeploymentReport report = deployments.reports().getFirst();
        assertEquals(new SloSetting(null, 40L, 2, 64), report.slo());
        assertEquals(List.of(new WorkerOperation("int8", 1, 3, "too slow")), report.operations());
        assertEquals("too slow", store.events("m", Long.MAX_VALUE, 1).getFirst().detail());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"sequences": 2}                  | slo needs ttftMillis, itlMillis, or both
                    {"itlMillis": 9, "sequences": 5}  | slo.sequences is 5, but each worker has 4
                    {"itlMillis": 0}                  | itlMillis' must be greater
                    """)
    void anSloThatCannotBeChosenByIsRefused(String slo, String message) {
        given().contentType("application/json")
                .body(
                        "{\"name\": \"m\", \"model\": \"m:1\", \"slots\": 4, \"slo\": %s}"
                                .formatted(slo))
                .post("/api/v1/deployments")
                .then()
                .statusCode(400)
                .body(containsString(message));
    }

    private void deploy(Optional<Slo> slo) {
        deployments.deploy("m", "m:1", 1, 4, Optional.empty(), slo, List.of(), Optional.empty());
    }

    private void awaitReason(String reason) {
        await(now -> now.label().equals("SERVING") && now.reason().equals(reason));
    }
}
