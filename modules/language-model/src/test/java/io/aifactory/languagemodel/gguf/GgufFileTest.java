package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void whatStandsInTheFileIsRead(int version) throws IOException {
        GgufBytes bytes =
                small().with("byte", (byte) -3)
                        .with("long", 1L << 40)
                        .with("float", 0.5f)
                        .with("double", 0.1)
                        .with("flag", true)
                        .with("text", "años")
                        .with("texts", List.of("a", "", "ü"))
                        .with("numbers", List.of(1, 2, -1))
                        .with("reals", List.of(1f, 2.5f))
                        .with("nested", List.of(List.of("x"), List.of("y", "z")));
        bytes.version = version;

        try (GgufFile file = bytes.open(folder)) {
            GgufMetadata metadata = file.metadata();
            assertEquals(version, file.version());
            assertEquals("model.gguf", file.name());
            assertEquals(OptionalLong.of(-3), metadata.whole("byte"));
            assertEquals(OptionalLong.of(1L << 40), metadata.whole("long"));
            assertEquals(OptionalDouble.of(0.5), metadata.real("float"));
            assertEquals(OptionalDouble.of(0.1), metadata.real("double"));
            assertEquals(OptionalDouble.of(-3), metadata.real("byte"));
            assertEquals(Optional.of(true), metadata.flag("flag"));
            assertEquals(Optional.of("años"), metadata.text("text"));
            assertEquals(Optional.of(List.of("a", "", "ü")), metadata.texts("texts"));
            assertEquals(Optional.of(List.of(1L, 2L, 0xFFFFFFFFL)), metadata.wholes("numbers"));
            assertEquals(Optional.of(List.of(1.0, 2.5)), metadata.reals("reals"));
            assertEquals(Optional.empty(), metadata.text("absent"));
            assertThrows(ModelFormatException.class, () -> metadata.text("flag"));
            assertThrows(ModelFormatException.class, () -> metadata.texts("nested"));
            assertEquals(List.of("a", "b"), List.copyOf(file.tensors().keySet()));
            GgufTensor b = file.require("b");
            assertEquals(new GgufTensor("b", BlockFormat.Q8_0, List.of(2L, 32L), 32, 68), b);
            assertEquals(2, b.rows());
            assertEquals(34, b.rowBytes());
            assertArrayEquals(content(68), file.segment(b).toArray(ValueLayout.JAVA_BYTE));
            assertThrows(ModelFormatException.class, () -> file.require("c"));
        }
    }

    @Test
    void aTensorMayLieBeyondTwoGibibytes() throws IOException {
        long far = 3L << 30;
        GgufBytes bytes = new GgufBytes().tensor("far", List.of(2L), 0, far, new byte[0]);
        Path path = Files.write(folder.resolve("big.gguf"), bytes.bytes());
        long start = Files.size(path);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(start + far + 8);
            sparse.seek(start + far + 4);
            sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3F});
        }

        try (GgufFile file = GgufFile.open(path)) {
            float[] values = new float[2];
            byte[] raw = file.segment(file.require("far")).toArray(ValueLayout.JAVA_BYTE);
            BlockFormat.F32.decode(raw, 0, 2, values, 0);
            assertArrayEquals(new float[] {0, 1}, values);
        }
    }

    @Test
    void everyTruncationIsRefusedByName() throws IOException {
        byte[] whole = small().with("texts", List.of("a", "b")).bytes();
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            ModelFormatException refused =
                    assertThrows(ModelFormatException.class, () -> GgufFile.open(cut));
            assertThat(refused, "cut.gguf ");
        }
    }

    @Test
    void faultsNameTheTensorOrKey() throws IOException {
        refused("m is not a GGUF file", bytes -> bytes[0] = 'X');
        refused(
                "m is a big-endian GGUF file; supported: little-endian",
                bytes -> {
                    bytes[4] = 0;
                    bytes[7] = 3;
                });
        refused("m has GGUF version 1; supported: 2 and 3", bytes -> bytes[4] = 1);
        refused("m has GGUF version 4; supported: 2 and 3", bytes -> bytes[4] = 4);
        refused("m gives 4294967298 as the size of the number of tensors", bytes -> bytes[12] = 1);
        refused(
                "m is too short for the size of the number of tensors: 65538",
                bytes -> bytes[10] = 1);
        refused(
                "m gives 18446462598732840961 as the size of the number of metadata keys",
                bytes -> {
                    bytes[22] = -1;
                    bytes[23] = -1;
                });
        refused("m has tensors that overlap at b", small(0));
        refused("m has an offset that is not aligned at tensor b", small(33));
        refused("m ends inside tensor b", small(1L << 40));
        refused(
                "m repeats tensor a",
                new GgufBytes()
                        .tensor("a", List.of(1L), new float[1])
                        .tensor("a", List.of(1L), new float[1]));
        refused(
                "m has an impossible shape at tensor huge",
                new GgufBytes().tensor("huge", List.of(1L << 62, 8L), 0, 0, new byte[4]));
        refused(
                "m has an impossible shape at tensor huge",
                new GgufBytes().tensor("huge", List.of(1L << 62), 0, 0, new byte[4]));
        refused(
                "m has an impossible shape at tensor none",
                new GgufBytes().tensor("none", List.of(0L, 8L), 0, 0, new byte[4]));
        refused(
                "m gives tensor x 5 dimensions",
                new GgufBytes().tensor("x", List.of(1L, 1L, 1L, 1L, 1L), 0, 0, new byte[4]));
        refused(
                "m has rows of 31 values at tensor x, which are no whole Q8_0 blocks of 32",
                new GgufBytes().tensor("x", List.of(31L), 8, 0, new byte[34]));
        refused(
                "m has the impossible general.alignment 24",
                new GgufBytes().with("general.alignment", 24));
        refused("m has text that is not UTF-8 at metadata key 0", bytes -> bytes[32] = -1);
        refused(
                "m is one of 3 parts; join them to one file first",
                new GgufBytes().with("split.count", 3));
        refused(
                "m nests arrays too deeply at deep",
                new GgufBytes().with("deep", List.of(List.of(List.of(List.of(List.of(1)))))));
    }

    @ParameterizedTest
    @CsvSource({"19, IQ1_S", "99, 99", "-1, 4294967295"})
    void aTypeThatIsNotReadIsNamed(int number, String name) throws IOException {
        GgufBytes bytes = new GgufBytes().tensor("x", List.of(32L), number, 0, new byte[32]);
        Path file = Files.write(folder.resolve("m"), bytes.bytes());

        ModelFormatException refused =
                assertThrows(ModelFormatException.class, () -> GgufFile.open(file));

        assertThat(refused, "m has the type " + name + " at tensor x; supported: [F32,");
    }

    private static void assertThat(ModelFormatException refused, String start) {
        String message = String.valueOf(refused.getMessage());
        assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
    }

    private void refused(String message, Consumer<byte[]> change) throws IOException {
        byte[] bytes = small().bytes();
        change.accept(bytes);
        refused(message, bytes);
    }

    private void refused(String message, GgufBytes bytes) throws IOException {
        refused(message, bytes.bytes());
    }

    private void refused(String message, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("m"), bytes);
        assertEquals(
                message,
                assertThrows(ModelFormatException.class, () -> GgufFile.open(file)).getMessage());
    }

    private static GgufBytes small() {
        return small(32);
    }

    private static GgufBytes small(long offset) {
        return new GgufBytes()
                .with("general.architecture", "llama")
                .tensor("a", List.of(3L), new float[] {1, 2, 3})
                .tensor("b", List.of(2L, 32L), BlockFormat.Q8_0.number(), offset, content(68));
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i + 1);
        }
        return content;
    }
}
