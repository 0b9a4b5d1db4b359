package io.aifactory.tokenization.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The byte-to-character table of GPT-2: every byte has a visible character, so that a vocabulary of
 * byte strings can be written as text. Printable bytes of Latin-1 stand for themselves, the other
 * 68 for U+0100 onwards.
 */
public final class ByteAlphabet {
    /** Number of byte symbols. */
    public static final int SIZE = 256;

    private static final char[] CHARACTERS = characters();
    private static final short[] BYTES = bytes();

    private ByteAlphabet() {}

    /** The character of a byte (0…255). */
    public static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /** The byte (0…255) a character stands for, or -1. */
    public static int unsignedByte(char character) {
        return character < BYTES.length ? BYTES[character] : -1;
    }

    /** All 256 characters by rising code point: the order of a trained vocabulary. */
    public static char[] sorted() {
        char[] sorted = CHARACTERS.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The UTF-8 bytes of a well-formed text, one character each. */
    public static String encode(String text) {
        if (standsForItself(text)) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        char[] mapped = new char[utf8.length];
        for (int i = 0; i < utf8.length; i++) {
            mapped[i] = CHARACTERS[utf8[i] & 0xFF];
        }
        return new String(mapped);
    }

    /** The bytes of a token; the token's own UTF-8 if a character is outside of the alphabet. */
    public static byte[] decode(String token) {
        byte[] decoded = new byte[token.length()];
        for (int i = 0; i < decoded.length; i++) {
            int value = unsignedByte(token.charAt(i));
            if (value < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            decoded[i] = (byte) value;
        }
        return decoded;
    }

    private static boolean standsForItself(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static char[] characters() {
        char[] table = new char[SIZE];
        char next = 256;
        for (int b = 0; b < SIZE; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
            table[b] = printable ? (char) b : next++;
        }
        return table;
    }

    private static short[] bytes() {
        short[] table = new short[SIZE + 68];
        Arrays.fill(table, (short) -1);
        for (int b = 0; b < SIZE; b++) {
            table[CHARACTERS[b]] = (short) b;
        }
        return table;
    }
}
