package io.aifactory.training.spec;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.training.support.Plans;
import io.aifactory.training.support.SmallDataset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecRulesTest {
    private static final ModelShape GOOD = new ModelShape(16, 32, 2, 2, 1, 16);

    @TempDir private Path folder;
    private FileBlobStore store;
    private DatasetManifest dataset;
    private TrainingSpec spec;

    @BeforeEach
    void publish() {
        store = new FileBlobStore(folder, 0);
        Digest digest = SmallDataset.publish(store);
        dataset = new Manifests(store).dataset(digest);
        spec = Plans.spec(digest, 10, 1);
    }

    @Test
    void aGoodPlanPasses() {
        assertDoesNotThrow(() -> SpecRules.check(Plans.plan("my run 1.0", spec), dataset));
    }

    @Test
    void everyComplaintNamesItsField() {
        assertEquals("name", blamed(Plans.plan("../etc", spec)));
        assertEquals("steps", blamed(with(GOOD, 0, 4)));
        assertEquals("batchRows", blamed(with(GOOD, 10, 0)));
        assertEquals("model.hidden", blamed(with(new ModelShape(0, 32, 2, 2, 1, 16), 10, 4)));
        assertEquals("model.heads", blamed(with(new ModelShape(16, 32, 2, 3, 1, 16), 10, 4)));
        assertEquals("model.heads", blamed(with(new ModelShape(18, 32, 2, 2, 1, 16), 10, 4)));
        assertEquals(
                "model.keyValueHeads", blamed(with(new ModelShape(24, 32, 2, 3, 2, 16), 10, 4)));
        assertEquals(
                "model.contextTokens", blamed(with(new ModelShape(16, 32, 2, 2, 1, 2_000), 10, 4)));
        assertEquals(
                "register.model",
                blamed(new JobPlan("run", spec, 3, new Registration("Bad Name", List.of()))));
        assertEquals(
                "register.aliases",
                blamed(new JobPlan("run", spec, 3, new Registration("m", List.of("9")))));
    }

    @Test
    void aModelThatCannotFitIsRefusedBeforeAnythingIsAllocated() {
        FactoryException refusal =
                assertThrows(
                        FactoryException.class,
                        () ->
                                SpecRules.check(
                                        with(
                                                new ModelShape(16_384, 65_536, 256, 256, 256, 16),
                                                10,
                                                4),
                                        dataset));

        assertEquals(ErrorCode.LIMIT_EXCEEDED, refusal.code());
    }

    @Test
    void aDatasetWithoutHeldOutDocumentsIsRefused() {
        Digest digest = SmallDataset.publish(store, 40, 0, "x".getBytes(StandardCharsets.UTF_8));

        FactoryException refusal =
                assertThrows(
                        FactoryException.class,
                        () ->
                                SpecRules.check(
                                        Plans.plan("run", Plans.spec(digest, 10, 1)),
                                        new Manifests(store).dataset(digest)));

        assertEquals("dataset", refusal.parameter().orElseThrow());
    }

    @Test
    void theDigestIsThatOfTheWorkAndNothingElse() {
        assertEquals(spec.digest(), Plans.spec(spec.dataset(), 10, 1).digest());
        assertNotEquals(spec.digest(), Plans.spec(spec.dataset(), 11, 1).digest());
        assertNotEquals(spec.digest(), Plans.spec(spec.dataset(), 10, 2).digest());
    }

    @Test
    void parametersAreCountedAsTheFormulaSays() {
        // 64·16 + 2·(2·16² + 2·16·8 + 3·16·32 + 2·16) + 16
        assertEquals(5_712, GOOD.parameters(64));
    }

    private String blamed(JobPlan plan) {
        return assertThrows(FactoryException.class, () -> SpecRules.check(plan, dataset))
                .parameter()
                .orElseThrow();
    }

    private JobPlan with(ModelShape shape, int steps, int batchRows) {
        return Plans.plan(
                "run",
                new TrainingSpec(
                        spec.format(),
                        spec.dataset(),
                        shape,
                        steps,
                        batchRows,
                        spec.optimizer(),
                        spec.seed(),
                        spec.evaluateEvery(),
                        spec.evaluationTokens(),
                        spec.threads()));
    }
}
