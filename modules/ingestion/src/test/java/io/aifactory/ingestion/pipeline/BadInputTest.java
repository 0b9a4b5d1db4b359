package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.source.SourceLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {
    private final Path root;
    private final Path input;
    private final PipelineFixture fixture;

    BadInputTest(@TempDir Path root) throws IOException {
        this.root = root;
        this.input = Files.createDirectories(root.resolve("input"));
        this.fixture = new PipelineFixture(root);
    }

    @Test
    void aFolderOfBinariesIsAnEmptyCorpus() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.write(input.resolve("image" + i + ".bin"), new byte[] {0, 1, 2, (byte) i});
        }

        FactoryException refused = run(input);

        assertEquals(ErrorCode.CORPUS_EMPTY, refused.code());
        assertEquals(
                "The sources contain no usable text: 3 documents were read, rejected: 3 binary. Give"
                        + " text, Markdown, source code or JSON lines in UTF-8.",
                refused.message());
    }

    @Test
    void anEmptyFolderIsAnEmptyCorpus() {
        FactoryException refused = run(input);

        assertEquals(ErrorCode.CORPUS_EMPTY, refused.code());
        assertTrue(refused.message().contains("0 documents were read"));
    }

    @Test
    void moreDocumentsThanMemoryHoldsAreRefusedWithTheSource() throws IOException {
        // Given room for the keys of three documents
        fixture.memory = new MemoryBudget(3 * 128);
        for (int i = 0; i < 4; i++) {
            Files.writeString(input.resolve(i + ".txt"), "document number " + i);
            Files.writeString(input.resolve(i + "-again.txt"), "document number " + i);
        }

        // When
        FactoryException refused = run(input);

        // Then
        assertEquals(ErrorCode.LIMIT_EXCEEDED, refused.code());
        assertEquals(
                "Up to source 'input' the corpus has more than 3 documents, too many to be compared"
                        + " in the memory of this process; use a smaller corpus or a larger heap.",
                refused.message());
    }

    @Test
    void moreDifferentWordsThanMemoryHoldsAreRefusedWithTheSource() throws IOException {
        // Given room for the documents, but not for their words
        fixture.memory = new MemoryBudget(4 * 128);
        for (int i = 0; i < 4; i++) {
            Files.writeString(input.resolve(i + ".txt"), "document of " + (char) ('a' + i));
        }

        // When
        FactoryException refused = run(input);

        // Then
        assertEquals(ErrorCode.LIMIT_EXCEEDED, refused.code());
        assertTrue(
                refused.message()
                        .startsWith(
                                "Up to source 'input' the corpus has more different words than a"
                                        + " tokenizer can be trained on in the memory"),
                refused.message());
    }

    @Test
    void aSingleDocumentCannotBeSplit() throws IOException {
        Files.writeString(input.resolve("one.txt"), "just one short document");

        FactoryException refused = run(input);

        assertEquals(ErrorCode.CORPUS_EMPTY, refused.code());
        assertTrue(refused.message().contains("at least two are needed"));
    }

    @Test
    void aMissingPathIsNamed() {
        FactoryException refused = run(root.resolve("nowhere"));

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertEquals(
                "Source '" + root.resolve("nowhere") + "' cannot be read: it is not there.",
                refused.message());
    }

    @Test
    void aDamagedArchiveIsNamed() throws IOException {
        Files.writeString(input.resolve("broken.zip"), "this is no archive");

        FactoryException refused = run(input);

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertEquals(
                "'broken.zip' of source 'input' cannot be read: its compressed content is damaged.",
                refused.message());
    }

    @Test
    void aCutGzipFileIsNamed() throws IOException {
        byte[] whole = gzip("some text ".repeat(1_000));
        Files.write(input.resolve("cut.txt.gz"), Arrays.copyOf(whole, whole.length / 2));

        FactoryException refused = run(input);

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertTrue(refused.message().startsWith("'cut.txt.gz' of source 'input'"));
    }

    @Test
    void aBombIsStoppedBeforeItUnfolds() throws IOException {
        Files.write(input.resolve("bomb.txt.gz"), gzip("a".repeat(8 << 20)));
        fixture.limits = new SourceLimits(1L << 30, 100, 10);

        FactoryException refused = run(input);

        assertEquals(ErrorCode.LIMIT_EXCEEDED, refused.code());
        assertTrue(refused.message().startsWith("'bomb.txt.gz' of source 'input' expands"));
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.writeString(input.resolve(i + ".txt"), "document number " + i);
        }
        fixture.limits = new SourceLimits(1L << 30, 3, 10);

        assertEquals(ErrorCode.LIMIT_EXCEEDED, run(input).code());
    }

    @Test
    void namesThatLeadOutOfAnArchiveAreRejected() throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(input.resolve("a.jar")))) {
            entry(zip, "../../etc/passwd", "root and his password");
            entry(zip, "src/A.java", "class A { int one; }");
            entry(zip, "src/B.java", "class B { int two; }");
        }

        Dataset dataset = fixture.run(PipelineFixture.recipe(), input.toString());

        assertEquals(Map.of("unsafe_name", 1L), dataset.manifest().statistics().rejected());
        assertEquals(2, dataset.manifest().statistics().documentsKept());
        assertTrue(
                fixture.index(dataset.manifest()).stream()
                        .anyMatch(line -> line.contains("\"path\":\"a.jar!src/A.java\"")));
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        Path file = Files.writeString(input.resolve("a.txt"), "the text that was found");
        Files.writeString(input.resolve("b.txt"), "another text");
        // Change the file between finding and reading.
        fixture.cancellation =
                () -> {
                    boolean reading =
                            !fixture.progress.isEmpty()
                                    && fixture.progress.getLast().stage() == Progress.Stage.READING;
                    if (reading) {
                        rewrite(file);
                    }
                };

        FactoryException refused = run(input);

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertEquals(
                "'a.txt' of source 'input' changed while it was read; start again when it is at"
                        + " rest.",
                refused.message());
    }

    @Test
    void aFullDiskLeavesNothingPublished() throws IOException {
        for (int i = 0; i < 50; i++) {
            Files.writeString(input.resolve(i + ".txt"), "document number " + i + " of many");
        }
        PipelineFixture full = new PipelineFixture(root.resolve("full"), 300);

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () -> full.run(PipelineFixture.recipe(), input.toString()));

        assertEquals(ErrorCode.STORAGE_FULL, refused.code());
        assertEquals(Map.of(), full.versions);
        try (Stream<Path> left = Files.list(full.work())) {
            assertEquals(List.of(), left.toList());
        }
    }

    private FactoryException run(Path source) {
        return assertThrows(
                FactoryException.class,
                () -> fixture.run(PipelineFixture.recipe(), source.toString()));
    }

    private static void rewrite(Path file) {
        try {
            Files.writeString(file, "another text of course");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
