package io.aifactory.ingestion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecodedTextTest {
    @Test
    void validUtf8IsUnchanged() {
        assertEquals(
                new DecodedText("año 😀\0", 0),
                decode("año 😀\0".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aByteOrderMarkIsLeftOut() {
        assertEquals(new DecodedText("a", 0), decode(bytes(0xEF, 0xBB, 0xBF, 'a')));
        assertEquals(new DecodedText("", 0), decode(bytes(0xEF, 0xBB, 0xBF)));
    }

    @Test
    void invalidBytesAreReplacedAndCounted() {
        assertEquals(new DecodedText("a\uFFFDb", 1), decode(bytes('a', 0xF1, 'b')));
        assertEquals(new DecodedText("\uFFFD", 3), decode(bytes(0xF0, 0x9F, 0x98)));
        assertEquals(new DecodedText("\uFFFD\uFFFD", 2), decode(bytes(0xC0, 0x80)));
    }

    @Test
    void latin1LettersBecomeReplacements() {
        assertEquals(
                new DecodedText("se\uFFFDor", 1),
                decode("señor".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void nulAndManyControlCharactersAreBinary() {
        assertTrue(BinaryContent.isBinary(bytes('a', 0, 'b')));
        assertTrue(BinaryContent.isBinary(bytes(1, 2, 3, 'a')));
        assertFalse(
                BinaryContent.isBinary(
                        "line\r\n\tline\f\u001B[0m".getBytes(StandardCharsets.UTF_8)));
        assertFalse(BinaryContent.isBinary(new byte[0]));
        assertFalse(BinaryContent.isBinary("日本語".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void utf16IsRecognisedByItsMark() {
        assertTrue(DecodedText.isUtf16("hi".getBytes(StandardCharsets.UTF_16)));
        assertTrue(DecodedText.isUtf16(bytes(0xFF, 0xFE, 'a', 0)));
        assertFalse(DecodedText.isUtf16(bytes(0xFF)));
    }

    private static DecodedText decode(byte[] bytes) {
        return DecodedText.of(bytes);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
