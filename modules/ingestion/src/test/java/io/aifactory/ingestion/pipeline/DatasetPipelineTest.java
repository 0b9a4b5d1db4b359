package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.storage.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPipelineTest {
    @TempDir Path root;

    @Test
    void everyDocumentIsInExactlyOnePartAndComesBackFromItsTokens() throws IOException {
        // Given
        Path corpus = corpus("corpus", 40);
        PipelineFixture fixture = new PipelineFixture(root);

        // When
        DatasetManifest manifest =
                fixture.run(PipelineFixture.recipe(), corpus.toString()).manifest();

        // Then
        List<String> train = fixture.texts(manifest, manifest.train());
        List<String> heldOut = fixture.texts(manifest, manifest.heldOut());
        assertFalse(train.isEmpty());
        assertFalse(heldOut.isEmpty());
        assertTrue(Collections.disjoint(train, heldOut));
        List<String> all = new ArrayList<>(train);
        all.addAll(heldOut);
        Collections.sort(all);
        List<String> expected =
                new ArrayList<>(
                        Stream.iterate(0, i -> i < 40, i -> i + 1).map(this::text).toList());
        Collections.sort(expected);
        assertEquals(expected, all);
        assertEquals(40, manifest.statistics().documentsKept());
        assertEquals(2, manifest.tokenBytes());
        assertEquals(
                expected.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum(),
                manifest.statistics().textBytes());
        assertEquals(
                heldOut.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum(),
                manifest.heldOutBytes());
        assertEquals(40, fixture.index(manifest).size());
        assertTrue(fixture.index(manifest).getFirst().contains("\"heldOut\":false"));
        assertTrue(fixture.index(manifest).getLast().contains("\"heldOut\":true"));
    }

    @Test
    void theSameInputAndRecipeGiveTheSameBytes() throws IOException {
        // Given: two stores, the same files in folders of the same name
        Path one = Files.createDirectories(root.resolve("one"));
        Path two = Files.createDirectories(root.resolve("two"));

        // When
        Dataset first =
                new PipelineFixture(one)
                        .run(PipelineFixture.recipe(), corpus("one/c", 30).toString());
        Dataset second =
                new PipelineFixture(two)
                        .run(PipelineFixture.recipe(), corpus("two/c", 30).toString());

        // Then
        assertEquals(first.digest(), second.digest());
        assertEquals(first.key(), second.key());
        assertTrue(second.isNew());
    }

    @Test
    void aKnownVersionIsFoundWithoutReadingAgain() throws IOException {
        // Given
        String corpus = corpus("corpus", 10).toString();
        PipelineFixture fixture = new PipelineFixture(root);
        Dataset first = fixture.run(PipelineFixture.recipe(), corpus);
        fixture.progress.clear();

        // When
        Dataset second = fixture.run(PipelineFixture.recipe(), corpus);

        // Then
        assertEquals(first.digest(), second.digest());
        assertFalse(second.isNew());
        assertTrue(fixture.progress.stream().noneMatch(p -> p.stage() == Progress.Stage.READING));
    }

    @Test
    void anotherSeedIsAnotherVersion() throws IOException {
        String corpus = corpus("corpus", 30).toString();
        PipelineFixture fixture = new PipelineFixture(root);

        Dataset first = fixture.run(PipelineFixture.recipe(), corpus);
        Dataset second = fixture.run(new Recipe(300, 20, 2, "text", 3, 1_000, 1 << 20), corpus);

        assertNotEquals(first.digest(), second.digest());
    }

    @Test
    void candidatesAreCountedExactlyOnce() throws IOException {
        // Given
        Path folder = Files.createDirectories(root.resolve("mixed"));
        write(folder, "a.txt", text(1));
        write(folder, "a-copy.md", text(1) + "  \r\n");
        write(folder, "b.java", text(2));
        write(folder, "blank.txt", " \n\t\n");
        write(folder, "empty.txt", "");
        write(folder, "short.txt", "hi");
        Files.write(folder.resolve("image.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0});
        Files.write(folder.resolve("latin.txt"), "ÄÖÜäöüß".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                folder.resolve("slip.txt"),
                ("a sentence with one bad byte: " + text(3))
                        .replace("one", "\u00F1")
                        .getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("utf16.txt"), text(4).getBytes(StandardCharsets.UTF_16));
        write(folder, ".hidden.txt", text(5));
        write(
                folder,
                "lines.jsonl",
                """
                {"text": "the first JSON line", "id": 1}
                {"text": "the second JSON line"
                {"body": "no text property"}

                ["not an object"]
                {"text": "the first JSON line"}
                {"text": 7}
                """);
        PipelineFixture fixture = new PipelineFixture(root);

        // When
        DatasetStatistics statistics =
                fixture.run(PipelineFixture.recipe(), folder.toString()).manifest().statistics();

        // Then
        assertEquals(4, statistics.documentsKept());
        assertEquals(2, statistics.duplicates());
        assertEquals(
                Map.of(
                        "empty", 2L,
                        "too_short", 1L,
                        "binary", 1L,
                        "not_utf8", 2L,
                        "malformed_json", 2L,
                        "no_text", 2L),
                statistics.rejected());
        assertEquals(16, statistics.documentsRead());
        assertEquals(5, statistics.replacedBytes());
        assertEquals(
                List.of(
                        "latin.txt line 1 is not UTF-8; convert it",
                        "lines.jsonl line 2 is not valid JSON",
                        "lines.jsonl line 3 has no text property 'text'",
                        "lines.jsonl line 5 is not a JSON object",
                        "lines.jsonl line 7 has no text property 'text'",
                        "utf16.txt line 1 is UTF-16; convert it to UTF-8"),
                fixture.warnings);
    }

    @Test
    void manyTokensMakeManyShards() throws IOException {
        // Given
        PipelineFixture fixture = new PipelineFixture(root);
        Recipe recipe = new Recipe(300, 20, 1, "text", 3, 1_000, 100);

        // When
        DatasetManifest manifest = fixture.run(recipe, corpus("corpus", 40).toString()).manifest();

        // Then
        assertTrue(manifest.train().size() > 3, () -> manifest.train().size() + " shards");
        assertEquals(
                40,
                fixture.texts(manifest, manifest.train()).size()
                        + fixture.texts(manifest, manifest.heldOut()).size());
        assertEquals(
                manifest,
                new Manifests(fixture.store)
                        .dataset(new Manifests(fixture.store).publish(manifest)));
    }

    @Test
    void aBookIsSplitAtItsParagraphs() throws IOException {
        // Given
        StringBuilder book = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            book.append(text(i)).append("\n\n");
        }
        Path file = write(root, "book.txt", book.toString());
        PipelineFixture fixture = new PipelineFixture(root);

        // When
        DatasetManifest manifest =
                fixture.run(PipelineFixture.recipe(), file.toString()).manifest();

        // Then
        List<String> sections = fixture.texts(manifest, manifest.train());
        assertTrue(sections.size() > 3, () -> sections.size() + " sections");
        assertTrue(sections.stream().allMatch(s -> s.startsWith("Document number")));
    }

    @Test
    void progressNeverFallsAndEndsNearOne() throws IOException {
        PipelineFixture fixture = new PipelineFixture(root);

        fixture.run(PipelineFixture.recipe(), corpus("corpus", 20).toString());

        double last = 0;
        for (Progress progress : fixture.progress) {
            assertTrue(progress.fraction() >= last, progress::toString);
            last = progress.fraction();
        }
        assertTrue(last > 0.9 && last <= 1);
        assertEquals(20, fixture.progress.getLast().documentsKept());
    }

    @Test
    void cancellingStopsAndLeavesNoFileBehind() throws IOException {
        // Given
        PipelineFixture fixture = new PipelineFixture(root);
        int[] calls = {0};
        fixture.cancellation =
                () -> {
                    if (++calls[0] > 50) {
                        throw new CancellationException("enough");
                    }
                };
        String corpus = corpus("corpus", 40).toString();

        // When
        assertThrows(
                CancellationException.class, () -> fixture.run(PipelineFixture.recipe(), corpus));

        // Then
        try (Stream<Path> left = Files.list(fixture.work())) {
            assertEquals(List.of(), left.toList());
        }
        assertEquals(Map.of(), fixture.versions);
    }

    private Path corpus(String name, int documents) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        for (int i = 0; i < documents; i++) {
            write(folder, "doc-" + i + ".txt", text(i));
        }
        return folder;
    }

    private String text(int number) {
        return "Document number "
                + number
                + " speaks about the fishing of the "
                + (number * number)
                + " fish.\n\tY también dice: «sí».";
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }
}
