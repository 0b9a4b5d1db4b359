package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class CatalogueTest {
    private static final Lineage NONE =
            new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of());

    @Inject ModelRegistry registry;
    @Inject Catalogue catalogue;
    @Inject BlobStore store;

    @Test
    void registeredVersionIsReadBackEqual() {
        Digest dataset = TinyModel.publishDataset(store);
        Lineage lineage =
                new Lineage(
                        Optional.of("run-7"),
                        Optional.of(dataset),
                        Map.of("held_out_bits_per_byte", 1.75),
                        Map.of("steps", "300"));

        ModelVersion made = register("equal", 1, lineage, "champion");

        assertEquals(1, made.version());
        assertEquals(Set.of("champion"), made.aliases());
        assertEquals(lineage, made.lineage());
        assertEquals(Optional.of(made), registry.resolve("equal:1"));
        assertEquals(Optional.of(made), registry.resolve("equal@champion"));
        assertEquals(Optional.of(made), registry.resolve("equal"));
    }

    @Test
    void nameAloneMeansTheChampionElseTheNewest() {
        register("preferred", 1, NONE);
        register("preferred", 2, NONE);
        assertEquals(2, registry.resolve("preferred").orElseThrow().version());

        catalogue.moveAlias("preferred", "champion", 1);

        assertEquals(1, registry.resolve("preferred").orElseThrow().version());
        assertEquals(2, registry.resolve("preferred:2").orElseThrow().version());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        register("exists", 1, NONE);

        for (String reference : List.of("absent", "exists:2", "exists@canary", "Not A Name", "")) {
            assertEquals(Optional.empty(), registry.resolve(reference));
        }
    }

    @Test
    void sameManifestIsTheSameVersionAndItsAliasesMove() {
        ModelVersion first = register("twice", 1, NONE, "champion");
        ModelVersion second = register("twice", 2, NONE, "champion");

        ModelVersion again = register("twice", 1, NONE, "champion", "canary");

        assertEquals(1, again.version());
        assertEquals(first.manifest(), again.manifest());
        assertEquals(Set.of("canary", "champion"), again.aliases());
        assertEquals(2, catalogue.model("twice").latestVersion());
        assertEquals(second.version(), catalogue.model("twice").latestVersion());
    }

    @Test
    void sameManifestUnderTwoNamesIsAVersionOfEach() {
        assertEquals(1, register("left", 1, NONE).version());
        assertEquals(1, register("right", 1, NONE).version());
    }

    @Test
    void missingBlobRegistersNothingNotEvenTheModel() {
        Digest manifest = new TinyModel(123_456).publishManifestOnly(store);
        Digest unpublished = Digest.of(new byte[] {42, 42});

        for (Digest digest : List.of(unpublished, manifest)) {
            FactoryException e =
                    assertThrows(
                            FactoryException.class,
                            () ->
                                    registry.register(
                                            new ModelRegistration(
                                                    "half", digest, NONE, Set.of("champion"))));
            assertEquals(ErrorCode.MODEL_INVALID, e.code());
        }

        assertEquals(
                ErrorCode.MODEL_NOT_FOUND,
                assertThrows(FactoryException.class, () -> catalogue.model("half")).code());
    }

    @Test
    void lineageMustLeadToADatasetAndFiniteMetrics() {
        Lineage nowhere =
                new Lineage(
                        Optional.of("run"),
                        Optional.of(Digest.of(new byte[] {77})),
                        Map.of(),
                        Map.of());
        Lineage diverged =
                new Lineage(
                        Optional.of("run"), Optional.empty(), Map.of("loss", Double.NaN), Map.of());

        for (Lineage lineage : List.of(nowhere, diverged)) {
            FactoryException e =
                    assertThrows(FactoryException.class, () -> register("orphan", 1, lineage));
            assertEquals(ErrorCode.MODEL_INVALID, e.code());
        }
    }

    @Test
    void invalidNamesAreRefused() {
        assertThrows(FactoryException.class, () -> register("Upper", 1, NONE));
        assertThrows(FactoryException.class, () -> register("fine", 1, NONE, "1st"));
        assertThrows(FactoryException.class, () -> catalogue.model("fine"));
    }

    @Test
    void aliasCannotPointToAVersionThatDoesNotExist() {
        register("aliased", 1, NONE);

        FactoryException e =
                assertThrows(
                        FactoryException.class,
                        () -> catalogue.moveAlias("aliased", "champion", 2));

        assertEquals(ErrorCode.MODEL_NOT_FOUND, e.code());
        assertEquals(Map.of(), catalogue.model("aliased").aliases());
    }

    @Test
    void everyMoveOfAnAliasLeavesAnEventAndARepeatedMoveNone() {
        register("history", 1, NONE, "champion");
        register("history", 2, NONE);
        catalogue.moveAlias("history", "champion", 2);
        catalogue.moveAlias("history", "champion", 2);
        catalogue.moveAlias("history", "champion", 1);

        List<String> told =
                catalogue.events("history", Long.MAX_VALUE, 100).reversed().stream()
                        .map(CatalogueTest::tell)
                        .toList();

        assertEquals(
                List.of(
                        "registered 1",
                        "champion OptionalInt.empty -> 1",
                        "registered 2",
                        "champion OptionalInt[1] -> 2",
                        "champion OptionalInt[2] -> 1"),
                told);
    }

    @Test
    void registrationsAtTheSameTimeGetNumbersWithoutGaps() throws Exception {
        List<Callable<Integer>> registrations = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int weight = i % 12; // every manifest comes twice
            registrations.add(() -> register("crowd", weight, NONE, "champion").version());
        }

        List<Integer> versions = atOnce(registrations);

        assertEquals(
                new TreeSet<>(IntStream.rangeClosed(1, 12).boxed().toList()),
                new TreeSet<>(versions));
        for (int i = 0; i < 12; i++) {
            assertEquals(versions.get(i), versions.get(i + 12), "one manifest, one version");
        }
        assertEquals(12, catalogue.model("crowd").latestVersion());
        assertEquals(12, catalogue.versions("crowd", Integer.MAX_VALUE, 100).size());
    }

    @Test
    void aliasMovesAtTheSameTimeFormOneChain() throws Exception {
        for (int weight = 1; weight <= 4; weight++) {
            register("chain", weight, NONE);
        }
        List<Callable<Integer>> moves = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            int version = i % 4 + 1;
            moves.add(() -> catalogue.moveAlias("chain", "champion", version).version().version());
        }

        atOnce(moves);

        Map<String, Integer> pointsTo = new HashMap<>();
        for (RegistryEvent event : catalogue.events("chain", Long.MAX_VALUE, 1_000).reversed()) {
            if (event instanceof RegistryEvent.AliasMoved moved) {
                assertEquals(
                        pointsTo.getOrDefault(moved.alias(), 0),
                        moved.previousVersion().orElse(0),
                        "each move starts where the one before ended");
                pointsTo.put(moved.alias(), moved.version());
            }
        }
        assertEquals(pointsTo, catalogue.model("chain").aliases());
        assertTrue(pointsTo.containsKey("champion"));
    }

    private ModelVersion register(String model, float weight, Lineage lineage, String... aliases) {
        return registry.register(
                new ModelRegistration(
                        model, new TinyModel(weight).publish(store), lineage, Set.of(aliases)));
    }

    private static String tell(RegistryEvent event) {
        return switch (event) {
            case RegistryEvent.VersionRegistered e -> "registered " + e.version();
            case RegistryEvent.AliasMoved e ->
                    e.alias() + " " + e.previousVersion() + " -> " + e.version();
            case RegistryEvent.VersionArchived _,
                    RegistryEvent.VersionRestored _,
                    RegistryEvent.AliasRemoved _ ->
                    throw new AssertionError(event);
        };
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(
                        threads.submit(() -> {
                            barrier.await();
                            return call.call();
                        }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
