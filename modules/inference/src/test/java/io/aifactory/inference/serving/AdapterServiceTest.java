package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.languagemodel.inference.StepItem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class AdapterServiceTest extends WorkerServiceFixture {
    private static final String PROMPT = "a beginning of more than two blocks.";

    @AfterEach
    void loadTheModelAlone() {
        load(FakeModelStore.MODEL, FakeModelStore.manifest().value());
    }

    private String publish(String content) {
        return FakeModelStore.publish(
                        store, Map.of("adapter_config.json", content, "tokenizer.json", "damaged"))
                .value();
    }

    private ModelDescription load(AdapterReference... adapters) {
        return client.blocking()
                .loadModel(
                        LoadModelRequest.newBuilder()
                                .setName(FakeModelStore.MODEL)
                                .setManifestDigest(FakeModelStore.manifest().value())
                                .addAllAdapters(List.of(adapters))
                                .build());
    }

    private static AdapterReference adapter(String name, String digest) {
        return AdapterReference.newBuilder().setName(name).setManifestDigest(digest).build();
    }

    private int cached(String adapter) {
        return client.generate(request(PROMPT, 1).setAdapter(adapter).build())
                .finish()
                .getUsage()
                .getCachedTokens();
    }

    @Test
    void adaptersAreLoadedDescribedAndChosenByName() {
        AdapterReference polite = adapter("polite", publish("1"));
        AdapterReference terse = adapter("terse", publish("2"));

        ModelDescription loaded = load(polite, terse);

        assertEquals(List.of(polite, terse), loaded.getAdaptersList());
        assertEquals(loaded, description());
        client.generate(request("p", 1).setAdapter("terse").build());
        client.generate(request("p", 1).build());
        assertEquals(
                List.of(1, StepItem.BASE),
                models.newest().batches().stream()
                        .map(batch -> batch.getFirst().adapter())
                        .toList()
                        .subList(
                                models.newest().batches().size() - 2,
                                models.newest().batches().size()));
    }

    @Test
    void anAdapterThatIsNotLoadedIsNotFoundAndTheLoadedOnesAreNamed() {
        load(adapter("polite", publish("1")));

        StatusRuntimeException error = refused(request("p", 1).setAdapter("loud").build());

        assertEquals(Status.Code.NOT_FOUND, error.getStatus().getCode());
        assertEquals("model_not_found", code(error));
        assertEquals(
                "This worker has no adapter 'loud'; loaded: 'polite'.",
                error.getStatus().getDescription());
    }

    @Test
    void beginningsAreSharedByTheAdaptersManifestAndNotByItsName() {
        String first = publish("1");
        load(adapter("polite", first), adapter("same", first), adapter("other", publish("2")));

        assertEquals(0, cached(""));
        assertEquals(0, cached("polite"));
        assertEquals(32, cached("polite"));
        assertEquals(32, cached("same"));
        assertEquals(0, cached("other"));
    }

    @Test
    void loadingTheSameAdaptersAgainLeavesTheEngineAlone() {
        AdapterReference polite = adapter("polite", publish("1"));
        load(polite);
        int engines = models.engines().size();

        load(polite);
        assertEquals(engines, models.engines().size());
        load(polite, adapter("terse", publish("2")));
        assertEquals(engines + 1, models.engines().size());
    }

    @Test
    void whatIsNotAnAdapterIsRefusedAndTheModelStays() {
        StatusRuntimeException error =
                assertThrows(
                        StatusRuntimeException.class,
                        () -> load(adapter("model", FakeModelStore.manifest().value())));

        assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
        assertEquals(
                "adapter 'model': has no adapter_config.json", error.getStatus().getDescription());
        assertEquals(FakeModelStore.MODEL, description().getName());
    }
}
