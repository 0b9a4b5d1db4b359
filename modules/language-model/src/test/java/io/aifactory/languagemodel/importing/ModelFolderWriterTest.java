package io.aifactory.languagemodel.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderWriterTest {
    @TempDir Path folder;

    @Test
    void progressEndsAtTheWholeAndTheConfigurationIsThere() throws IOException {
        List<Long> seen = new ArrayList<>();
        Path target = folder.resolve("model");

        ModelFolderWriter.write(
                model(StoredType.BF16, 3, 1000),
                target,
                (bytes, total) -> {
                    assertEquals(3 * 1000 * 256 * 2, total);
                    return seen.add(bytes);
                });

        assertEquals(List.of(512_000L, 1_024_000L, 1_536_000L), seen);
        assertEquals("{}", Files.readString(target.resolve("config.json")));
    }

    @Test
    void aCancelledImportLeavesNothing() throws IOException {
        Path target = folder.resolve("model");

        assertThrows(
                CancellationException.class,
                () ->
                        ModelFolderWriter.write(
                                model(StoredType.F32, 3, 1000),
                                target,
                                (bytes, total) -> bytes < total / 2));

        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aFailingSourceLeavesNothing() throws IOException {
        SourceTensor failing =
                new SourceTensor(
                        "x",
                        List.of(2L, 2L),
                        (row, into) -> {
                            throw new ModelFormatException("broken");
                        });
        assertThrows(
                ModelFormatException.class,
                () ->
                        ModelFolderWriter.write(
                                new SourceModel("{}", StoredType.F32, List.of(failing)),
                                folder.resolve("model"),
                                ImportWatch.none()));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("model"));
        assertThrows(
                FileAlreadyExistsException.class,
                () ->
                        ModelFolderWriter.write(
                                model(StoredType.F32, 1, 1), target, ImportWatch.none()));
    }

    @Test
    void memoryDoesNotGrowWithTheModel() throws IOException {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        ModelFolderWriter.write(
                model(StoredType.F32, 40, 4000), folder.resolve("model"), ImportWatch.none());

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(Files.size(folder.resolve("model/model.safetensors")) > 160_000_000);
        assertTrue(allocated < 8 << 20, allocated + " bytes allocated");
    }

    /** The nearest bfloat16; at a tie the even one; a float as hexadecimal bits. */
    @ParameterizedTest
    @CsvSource({
        "3f800000, 3f80", "3f808000, 3f80", "3f818000, 3f82", "3f808001, 3f81", "3f807fff, 3f80",
        "bf808001, bf81", "7f7fffff, 7f80", "7f800000, 7f80", "ff800000, ff80", "7f800001, 7fc0",
        "00000001, 0000", "80000000, 8000"
    })
    void bfloat16IsRoundedToNearestEven(String value, String expected) {
        float number = Float.intBitsToFloat(Integer.parseUnsignedInt(value, 16));
        assertEquals(expected, "%04x".formatted(StoredType.bfloat16(number)));
    }

    @Test
    void rowsOfAHeadAreTakenFromPairs() {
        List<Long> rows = new ArrayList<>();
        for (int row = 0; row < 12; row++) {
            rows.add(RotaryRows.paired(row, 6));
        }
        assertEquals(List.of(0L, 2L, 4L, 1L, 3L, 5L, 6L, 8L, 10L, 7L, 9L, 11L), rows);
    }

    private static SourceModel model(StoredType stored, int tensors, long rows) {
        List<SourceTensor> all = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            all.add(new SourceTensor("t" + i, List.of(rows, 256L), (row, into) -> into[0] = row));
        }
        return new SourceModel("{}", stored, all);
    }
}
