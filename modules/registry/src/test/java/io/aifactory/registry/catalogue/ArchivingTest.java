package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.TinyModel;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class ArchivingTest {
    @Inject ModelRegistry registry;
    @Inject Catalogue catalogue;
    @Inject BlobStore store;

    @Test
    void anArchivedVersionIsNotResolvedByItsNumberUntilItIsRestored() {
        ModelVersion version = register("by-number", 1);
        catalogue.archive("by-number", 1);

        assertEquals(
                "Version 1 of model 'by-number' is archived. Restore it with POST"
                        + " /api/v1/models/by-number/versions/1/restore, or name a live version.",
                refusal(ErrorCode.CONFLICT, () -> registry.resolve("by-number:1")));

        catalogue.restore("by-number", 1);
        assertEquals(Optional.of(version), registry.resolve("by-number:1"));
    }

    @Test
    void aNameAloneMeansTheNewestLiveVersion() {
        register("newest", 1);
        register("newest", 2);
        register("newest", 3);

        catalogue.archive("newest", 3);
        assertEquals(2, registry.resolve("newest").orElseThrow().version());
        catalogue.archive("newest", 1);
        assertEquals(2, registry.resolve("newest").orElseThrow().version());
        catalogue.archive("newest", 2);

        assertEquals(
                "Model 'newest' has no live version: all are archived. Restore one, for example"
                        + " with POST /api/v1/models/newest/versions/3/restore, or register a new"
                        + " one.",
                refusal(ErrorCode.MODEL_NOT_FOUND, () -> registry.resolve("newest")));
        catalogue.restore("newest", 1);
        assertEquals(1, registry.resolve("newest").orElseThrow().version());
    }

    @Test
    void theNumberOfAnArchivedVersionIsNotGivenAgain() {
        register("numbers", 1);
        catalogue.archive("numbers", 1);

        assertEquals(2, register("numbers", 2).version());
    }

    @Test
    void registeringAnArchivedManifestAgainLeavesItArchived() {
        ModelVersion version = register("again", 1);
        catalogue.archive("again", 1);

        Registered again = catalogue.registerVersion(registration("again", 1));

        assertFalse(again.isNew());
        assertEquals(version, again.version().version());
        assertEquals(new VersionState.Archived(), again.version().state());
    }

    @Test
    void registeringAnArchivedManifestWithAliasesIsRefusedAndMovesNone() {
        register("again-aliased", 1);
        register("again-aliased", 2, "champion");
        catalogue.archive("again-aliased", 1);

        String told =
                refusal(
                        ErrorCode.CONFLICT,
                        () -> register("again-aliased", 1, "champion", "canary"));

        assertEquals(
                "Version 1 of model 'again-aliased' is archived, so that it cannot take the"
                        + " aliases 'canary', 'champion'. Restore it with POST"
                        + " /api/v1/models/again-aliased/versions/1/restore, or choose a live"
                        + " version.",
                told);
        assertEquals(Map.of("champion", 2), catalogue.model("again-aliased").aliases());
    }

    @Test
    void statesOfAPageOfVersionsAreTheirOwn() {
        register("page", 1);
        register("page", 2);
        register("page", 3, "champion", "canary");
        catalogue.archive("page", 2);

        List<VersionState> states =
                catalogue.versions("page", Integer.MAX_VALUE, 10).stream()
                        .map(RegisteredVersion::state)
                        .toList();

        assertEquals(
                List.of(
                        VersionState.of(VersionState.Name.LIVE, Set.of("champion", "canary")),
                        new VersionState.Archived(),
                        new VersionState.Unaliased()),
                states);
    }

    private ModelVersion register(String model, float weight, String... aliases) {
        return registry.register(registration(model, weight, aliases));
    }

    private ModelRegistration registration(String model, float weight, String... aliases) {
        return new ModelRegistration(
                model,
                new TinyModel(weight).publish(store),
                new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of()),
                Set.of(aliases));
    }

    private static String refusal(ErrorCode code, Executable call) {
        FactoryException e = assertThrows(FactoryException.class, call);
        assertEquals(code, e.code());
        return e.message();
    }
}
