package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.aifactory.factory.quality.DeploymentQuality;
import io.aifactory.factory.quality.MeasuredQuality;
import io.aifactory.factory.quality.QualityStore;
import io.aifactory.factory.supervision.ReplicaView;
import io.aifactory.factory.supervision.WorkerOperation;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class QualityBesideTest {
    private static final String MANIFEST = "sha256:" + "7".repeat(64);
    private static final String TEXT = "sha256:" + "8".repeat(64);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Inject QualityStore store;
    @Inject QualityBeside beside;

    @Test
    void thePrecisionIsTheOneThatTheWorkerSays() {
        store.add(
                new MeasuredQuality(
                        MANIFEST, "m:1", "bf16", "t", TEXT, true, 9, 30, 1.2, 1.1, 0.98, NOW));

        // asked for: nothing in particular
        DeploymentQuality quality = quality("SERVING", List.of(worker("m", "bf16")));

        assertEquals(
                new DeploymentQuality("bf16", 1.2, 1.1, 0.98, 9, "t", true, NOW, null), quality);
    }

    @Test
    void whatWasNotMeasuredSaysHowTo() {
        DeploymentQuality quality = quality("SERVING", List.of(worker("m", "int4")));

        assertEquals("int4", quality.precision());
        assertNull(quality.bitsPerByte());
        assertEquals("not measured: ./aifactory bench quality m:1", quality.note());
    }

    @Test
    void float32HasNothingToMeasure() {
        DeploymentQuality quality = quality("DEGRADED", List.of(worker("m", "f32")));

        assertEquals("f32", quality.precision());
        assertNull(quality.note());
    }

    @Test
    void nothingIsSaidWhileNoWorkerOfItServes() {
        assertNull(report("SERVING", List.of(worker("m", ""))).quality());
        assertNull(report("SERVING", List.of(worker("other", "int8"))).quality());
        // this worker is one of the version that is to be replaced
        assertNull(report("STARTING", List.of(worker("m", "int8"))).quality());
    }

    private DeploymentQuality quality(String state, List<ReplicaView> workers) {
        return Objects.requireNonNull(report(state, workers).quality());
    }

    private DeploymentReport report(String state, List<ReplicaView> workers) {
        var report =
                new DeploymentReport(
                        "m", "m", "m:1", MANIFEST, List.of(), state, "", 1, 1, 4, null, null,
                        List.of(), null, NOW, null);
        return beside.of(List.of(report), workers).getFirst();
    }

    private static ReplicaView worker(String model, String precision) {
        return new ReplicaView(
                "w",
                "w-1",
                model,
                "READY",
                "",
                7,
                "cpu",
                4,
                0,
                0,
                0,
                0,
                0,
                0,
                true,
                0,
                precision,
                new WorkerOperation(precision, 0, 4, ""));
    }
}
