package io.aifactory.scheduler.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.tokenization.TokenizerJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> names = new ArrayList<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final ModelCatalog catalog =
            new ModelCatalog(
                    TokenizerJson::read,
                    name -> !withdrawn.contains(name),
                    Duration.ofNanos(100),
                    Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                    nanos::get,
                    names::add);

    @Test
    void aModelStaysOnOfferForAWhileAfterItWasLastSeen() {
        // Given
        catalog.described(model("a", "sha256:1"));
        nanos.set(60);
        assertTrue(catalog.seen("a", "sha256:1", Set.of()));

        // Then
        nanos.set(160);
        assertTrue(catalog.find("a").isPresent());
        nanos.set(161);
        assertTrue(catalog.find("a").isEmpty());
        assertTrue(catalog.all().isEmpty());
    }

    @Test
    void aModelThatIsNotToComeBackIsOnOfferNoLonger() {
        catalog.described(model("a", "sha256:1"));
        catalog.described(model("b", "sha256:2"));

        withdrawn.add("a");

        assertTrue(catalog.find("a").isEmpty());
        assertMissing("model 'x' is not served; served now: b");
    }

    @Test
    void aRestartedWorkerWithTheSameVersionCostsNoNewTokenizer() {
        catalog.described(model("a", "sha256:1"));
        ServedModel first = catalog.require("a");
        catalog.described(model("a", "sha256:1"));
        assertSame(first, catalog.require("a"));
        nanos.set(1);
        catalog.described(model("a", "sha256:2"));
        assertNotSame(first, catalog.require("a"));
        assertEquals("fp_2", catalog.require("a").fingerprint());
        assertEquals(List.of("a"), names);
    }

    @Test
    void ofTwoVersionsTheOneWhoseWorkersRemainIsOnOffer() {
        // Given the older version's worker comes back after the newer one was described
        catalog.described(model("a", "sha256:1"));
        catalog.described(model("a", "sha256:2"));
        nanos.set(1);
        catalog.described(model("a", "sha256:1"));
        assertEquals("fp_1", catalog.require("a").fingerprint());

        // When only the newer one is seen from then on
        nanos.set(2);
        assertTrue(catalog.seen("a", "sha256:2", Set.of()));

        // Then
        assertEquals("fp_2", catalog.require("a").fingerprint());
        assertEquals(1, catalog.all().size());
        assertFalse(catalog.seen("a", "sha256:3", Set.of()));
    }

    @Test
    void anUnknownModelIsNotFoundAndWhatIsServedIsSaid() {
        assertMissing("model 'x' is not served; no model is deployed");
        catalog.described(model("b", "sha256:1"));
        catalog.described(model("a", "sha256:1"));
        assertMissing("model 'x' is not served; served now: a, b");
    }

    @Test
    void adaptersAreOnOfferBesideTheirModelWithItsTokenizer() {
        // Given a worker with an adapter, and one whose adapter is called like a model
        AdapterChoice polite = new AdapterChoice("polite", "sha256:77");
        catalog.described(adapted("a", "sha256:1", polite));
        catalog.described(adapted("b", "sha256:2", new AdapterChoice("a", "sha256:78")));

        assertEquals(
                List.of("a", "b", "polite"),
                catalog.all().stream().map(ServedModel::name).toList());
        ServedModel served = catalog.require("polite");
        assertEquals(Optional.of("a"), served.parent());
        assertEquals(polite, served.adapter());
        assertEquals("a", served.base());
        assertEquals("sha256:1", served.manifestDigest());
        assertEquals("fp_1_77", served.fingerprint());
        assertSame(catalog.require("a").tokenizer(), served.tokenizer());
        assertEquals(Optional.empty(), catalog.require("a").parent());
    }

    @Test
    void anAdapterIsOnOfferAsLongAsAWorkerHasIt() {
        AdapterChoice polite = new AdapterChoice("polite", "sha256:77");
        catalog.described(adapted("a", "sha256:1", polite));
        catalog.described(model("a", "sha256:1"));

        // When only the worker without it is seen
        nanos.set(101);
        catalog.described(model("a", "sha256:1"));

        assertTrue(catalog.find("a").isPresent());
        assertTrue(catalog.find("polite").isEmpty());
        assertFalse(catalog.seen("a", "sha256:1", Set.of(polite)));
    }

    private static ModelDescription adapted(String name, String digest, AdapterChoice adapter) {
        return model(name, digest).toBuilder()
                .addAdapters(
                        AdapterReference.newBuilder()
                                .setName(adapter.name())
                                .setManifestDigest(adapter.manifest()))
                .build();
    }

    private void assertMissing(String message) {
        FactoryException error = assertThrows(FactoryException.class, () -> catalog.require("x"));
        assertEquals(ErrorCode.MODEL_NOT_FOUND, error.code());
        assertEquals(message, error.message());
    }

    private static ModelDescription model(String name, String digest) {
        return ModelDescription.newBuilder()
                .setName(name)
                .setManifestDigest(digest)
                .setContextTokens(8)
                .setVocabulary(Letters.VOCABULARY)
                .setTokenizerJson(ByteString.copyFrom(Letters.tokenizerJson()))
                .build();
    }
}
