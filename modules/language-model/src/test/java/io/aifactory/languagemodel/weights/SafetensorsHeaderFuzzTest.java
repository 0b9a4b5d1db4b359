package io.aifactory.languagemodel.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Mutations;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the header is: a typed error, or tensors that cover the data, and little memory. */
class SafetensorsHeaderFuzzTest {
    private static final long BOUND = 16L << 20;

    @TempDir Path folder;

    @Test
    void threeThousandMutatedHeadersAreRefusedOrRead() throws IOException {
        fuzz(3000, 1);
    }

    @Test
    @Tag("fuzz")
    void aHundredThousandMutatedHeadersAreRefusedOrRead() throws IOException {
        fuzz(100_000, 2);
    }

    @Test
    void aLengthThatLiesCostsNoMemory() throws IOException {
        Path file = folder.resolve("liar.safetensors");
        Files.write(file, new byte[] {0, (byte) 0xE0, (byte) 0xF5, 5, 0, 0, 0, 0, '{'});
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
        }
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThrows(ModelFormatException.class, () -> SafetensorsFile.open(file));

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1 << 20, allocated + " bytes allocated");
    }

    private void fuzz(int count, long seed) throws IOException {
        byte[] valid = valid();
        int header =
                (int) SafetensorsHeader.read("valid", MemorySegment.ofArray(valid)).dataStart();
        Mutations mutations = new Mutations(seed);

        mutations.run(count, valid, header, SafetensorsHeaderFuzzTest::parse);

        System.out.printf(
                "safetensors: %d mutated headers, %d refused, at most %d bytes allocated by one%n",
                count, mutations.refused(), mutations.most());
        assertTrue(mutations.refused() > count / 2, "mutations hurt");
        assertTrue(mutations.refused() < count, "some are harmless");
        assertTrue(mutations.most() < BOUND, mutations.most() + " bytes allocated");
    }

    private static void parse(MemorySegment file) {
        SafetensorsHeader header = SafetensorsHeader.read("fuzzed", file);
        long covered = header.dataStart();
        for (TensorEntry tensor : header.tensors().values()) {
            long size = tensor.type().bytes();
            for (long dimension : tensor.shape()) {
                size *= dimension;
            }
            assertEquals(size, tensor.bytes());
            covered += size;
        }
        assertEquals(file.byteSize(), covered);
    }

    private byte[] valid() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt", "note", "ünï"));
        for (TensorType type : TensorType.values()) {
            writer.add("model.layers." + type + ".weight", type, List.of(2L, 3L));
        }
        Path file = folder.resolve("valid.safetensors");
        writer.write(file, (tensor, sink) -> sink.write(ByteBuffer.allocate((int) tensor.bytes())));
        return Files.readAllBytes(file);
    }
}
