package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class Llama2cVocabularyTest {
    private static final int BYTE = Pieces.FIRST_BYTE;

    @Test
    void bytesAreTheSameWhicheverWayTheyAreWritten() {
        byte[] named = file(value -> ascii("<0x%02X>".formatted(value)));
        byte[] raw = file(value -> new byte[] {(byte) value});
        byte[] character =
                file(value -> Character.toString(value).getBytes(StandardCharsets.UTF_8));

        for (byte[] bytes : List.of(named, raw, character)) {
            Tokenizer tokenizer = SentencePiece.readLlama2c(bytes);
            assertArrayEquals(
                    new int[] {260, BYTE + 0xC3, BYTE + 0xA9, 259}, tokenizer.encode("éa"));
            assertEquals("éa", tokenizer.decode(tokenizer.encode("éa")));
        }
    }

    @Test
    void aByteThatIsAnotherIsRefused() {
        byte[] wrong = file(value -> new byte[] {(byte) (value == 200 ? 201 : value)});

        InvalidTokenizerException refused =
                assertThrows(
                        InvalidTokenizerException.class, () -> SentencePiece.readLlama2c(wrong));

        assertEquals("pieces[203]", refused.component());
    }

    private static byte[] file(IntFunction<byte[]> byteText) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {7, 0, 0, 0});
        for (String control : List.of("<unk>", "\n<s>\n", "\n</s>\n")) {
            put(out, ascii(control));
        }
        for (int value = 0; value < 256; value++) {
            put(out, byteText.apply(value));
        }
        put(out, ascii("a"));
        put(out, ascii(" "));
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, byte[] text) {
        out.writeBytes(
                ByteBuffer.allocate(8 + text.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(0)
                        .putInt(text.length)
                        .put(text)
                        .array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
