package io.aifactory.languagemodel.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("a.safetensors");
        writer().write(file, (tensor, sink) -> sink.write(content(tensor)));

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertEquals(Map.of("format", "pt"), read.metadata());
            assertEquals(List.of("b", "a", "empty"), List.copyOf(read.tensors().keySet()));
            TensorEntry a = read.require("a");
            assertEquals(new TensorEntry("a", TensorType.BF16, List.of(3L), 16, 6), a);
            assertArrayEquals(
                    new byte[] {0, 1, 2, 3, 4, 5}, read.segment(a).toArray(ValueLayout.JAVA_BYTE));
            assertEquals(0, read.require("empty").bytes());
            assertTrue(read.find("c").isEmpty());
            assertThrows(ModelFormatException.class, () -> read.require("c"));
        }
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("a.safetensors");
        new SafetensorsWriter(Map.of())
                .add("x", TensorType.U8, List.of(2L))
                .write(file, (tensor, sink) -> sink.write(content(tensor)));

        String json = "{\"x\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}";
        String padded = json + " ".repeat((8 - json.length() % 8) % 8);
        byte[] expected = bytes(padded, 2);
        expected[expected.length - 1] = 1;
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    void anExistingFileIsNotOverwritten() throws IOException {
        Path file = Files.createFile(folder.resolve("a.safetensors"));
        assertThrows(
                FileAlreadyExistsException.class,
                () -> writer().write(file, (tensor, sink) -> sink.write(content(tensor))));
    }

    @Test
    void contentOfAnotherSizeThanPlannedIsAnError() {
        assertThrows(
                IllegalStateException.class,
                () -> writer().write(folder.resolve("a"), (tensor, sink) -> {}));
    }

    private static SafetensorsWriter writer() {
        return new SafetensorsWriter(Map.of("format", "pt"))
                .add("b", TensorType.F32, List.of(2L, 2L))
                .add("a", TensorType.BF16, List.of(3L))
                .add("empty", TensorType.F32, List.of(0L, 4L));
    }

    private static ByteBuffer content(TensorEntry tensor) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.bytes());
        while (bytes.hasRemaining()) {
            bytes.put((byte) bytes.position());
        }
        return bytes.flip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    overlap          | {'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[2,6]}} | 6
                    a hole           | {'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'U8','shape':[2],'data_offsets':[4,6]}} | 6
                    ends inside      | {'a':{'dtype':'U8','shape':[9],'data_offsets':[0,9]}} | 8
                    no tensor        | {'a':{'dtype':'U8','shape':[7],'data_offsets':[0,7]}} | 8
                    does not fit     | {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4
                    does not fit     | {'a':{'dtype':'U8','shape':[2],'data_offsets':[2,0]}} | 2
                    too large        | {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0
                    out of range     | {'a':{'dtype':'U8','shape':[-1],'data_offsets':[0,1]}} | 1
                    out of range     | {'a':{'dtype':'U8','shape':[99999999999999999999],'data_offsets':[0,1]}} | 1
                    unknown type     | {'a':{'dtype':'Q4','shape':[1],'data_offsets':[0,1]}} | 1
                    unknown key      | {'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1],'x':1}} | 1
                    lacks            | {'a':{'dtype':'U8','shape':[1]}} | 1
                    lacks            | {'a':{'dtype':'U8','shape':[1],'data_offsets':[0]}} | 1
                    not valid JSON   | {'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'a':{'dtype':'U8','shape':[1],'data_offsets':[1,2]}} | 2
                    not valid JSON   | {'a' | 0
                    text after       | {} {} | 0
                    belongs          | [] | 0
                    belongs          | {'a':1} | 0
                    belongs          | {'__metadata__':{'a':1}} | 0
                    """)
    void aHeaderThatDoesNotFitTheDataIsRefused(String says, String json, int dataBytes)
            throws IOException {
        Path file = folder.resolve("bad.safetensors");
        Files.write(file, bytes(json.replace('\'', '"'), dataBytes));

        ModelFormatException refused =
                assertThrows(ModelFormatException.class, () -> SafetensorsFile.open(file));

        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused.toString());
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("bad.safetensors "),
                refused.toString());
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "100000001", "9223372036854775807", "9"})
    void aHeaderLengthBeyondTheFileOrTheLimitIsRefused(long length) throws IOException {
        Path file = folder.resolve("bad.safetensors");
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(length).array());
        assertThrows(ModelFormatException.class, () -> SafetensorsFile.open(file));
    }

    @Test
    void aFileShorterThanItsLengthFieldIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), new byte[7]);
        assertThrows(ModelFormatException.class, () -> SafetensorsFile.open(file));
    }

    static byte[] bytes(String json, int dataBytes) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putLong(header.length).put(header).array();
    }
}
