package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.DraftReference;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.FakeModelStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A draft model beside the model, through the worker's gRPC service. */
@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class DraftServiceTest extends WorkerServiceFixture {
    private DraftReference draft(String config) {
        Map<String, String> files = FakeModelStore.files();
        files.put("config.json", config);
        String digest = FakeModelStore.publish(store, files).value();
        return DraftReference.newBuilder().setName("small:1").setManifestDigest(digest).build();
    }

    private ModelDescription load(DraftReference draft) {
        return client.blocking().loadModel(request().setDraft(draft).build());
    }

    private static LoadModelRequest.Builder request() {
        return LoadModelRequest.newBuilder()
                .setName(FakeModelStore.MODEL)
                .setManifestDigest(FakeModelStore.manifest().value());
    }

    /** For those who come next. */
    @AfterEach
    void loadWithout() {
        client.blocking().loadModel(request().build());
    }

    @Test
    void itIsLoadedWithTheSameSlotsAndDescribed() {
        DraftReference small = draft("context 32");
        ModelDescription loaded = load(small);

        assertEquals(small, loaded.getDraft());
        assertEquals(loaded, description());
        List<FakeEngine> engines = models.engines();
        FakeEngine model = engines.get(engines.size() - 2);
        assertEquals(FakeModelStore.CONTEXT, model.slotTokens());
        assertEquals(32, models.newest().slotTokens());
        assertEquals(model.slots(), models.newest().slots());
        assertFalse(client.blocking().loadModel(request().build()).hasDraft());
        assertTrue(engines.get(engines.size() - 2).closed(), "the draft model went with the model");
    }

    @Test
    void itsGuessesAreCountedAndTheTextIsTheSame() {
        client.blocking().loadModel(request().build());
        String plain = client.generate(request("abc", 20).build()).text();
        load(draft("context 64"));
        WorkerStatus before = status();

        String guessed = client.generate(request("abc", 20).build()).text();

        assertEquals(plain, guessed);
        WorkerStatus after = status();
        long drafted = after.getModelDraftedTokensTotal() - before.getModelDraftedTokensTotal();
        long accepted = after.getModelAcceptedTokensTotal() - before.getModelAcceptedTokensTotal();
        assertTrue(drafted > 0, drafted + " guesses");
        assertTrue(accepted > 0 && accepted <= drafted, accepted + " right");
        assertTrue(after.getDraftModelNanosTotal() > before.getDraftModelNanosTotal());
        assertTrue(after.getDraftModelNanosTotal() < after.getBusyNanosTotal());
        assertTrue(after.getDraftedTokensTotal() >= after.getModelDraftedTokensTotal());
    }

    @Test
    void loadingTheSameAgainLeavesTheEnginesAlone() {
        DraftReference small = draft("context 32");
        load(small);
        int engines = models.engines().size();

        load(small);
        assertEquals(engines, models.engines().size());
        load(draft("context 33"));
        assertEquals(engines + 2, models.engines().size());
    }

    @Test
    void whatCannotGuessIsRefusedByNameAndTheModelStays() {
        StatusRuntimeException embeds =
                assertThrows(StatusRuntimeException.class, () -> load(draft("embeds 16")));
        StatusRuntimeException damaged =
                assertThrows(StatusRuntimeException.class, () -> load(draft("nothing")));

        assertEquals(Status.Code.INVALID_ARGUMENT, embeds.getStatus().getCode());
        assertEquals(
                "The draft model 'small:1' cannot guess for 'letters': it embeds and does not"
                        + " generate. Name a smaller model with the same tokenizer, or none.",
                embeds.getStatus().getDescription());
        assertEquals(
                "The draft model 'small:1' cannot be used: config.json is not valid",
                damaged.getStatus().getDescription());
        assertEquals(FakeModelStore.MODEL, description().getName());
    }
}
