package io.aifactory.tokenization.internal.normalization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's compiled character map: a double-array trie (Darts-clone) over UTF-8, whose
 * values are places in a list of NUL-terminated replacements. Layout: u32 size of the trie in
 * bytes, the trie as u32 units, the list; all little-endian. A broken trie finds nothing; it cannot
 * be left.
 *
 * <p>A unit: bits 0–7 label, bit 8 has a value, bit 9 the offset is shifted by 8, bits 10–30
 * offset; bit 31 marks a value in bits 0–30.
 */
public final class Charsmap {
    private static final long NOTHING = -1;

    private final int[] units;
    private final byte[] replacements;

    private Charsmap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /**
     * Reads the compiled form.
     *
     * @throws IllegalArgumentException if sizes do not fit or replacements are not UTF-8
     */
    public static Charsmap parse(byte[] compiled) {
        ByteBuffer in = ByteBuffer.wrap(compiled).order(ByteOrder.LITTLE_ENDIAN);
        long trieBytes = in.remaining() < 4 ? -1 : Integer.toUnsignedLong(in.getInt());
        if (trieBytes < 4 || trieBytes % 4 != 0 || trieBytes > in.remaining()) {
            throw new IllegalArgumentException("does not hold the trie that it announces");
        }
        int[] units = new int[(int) trieBytes / 4];
        in.asIntBuffer().get(units);
        in.position(in.position() + (int) trieBytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(in.slice());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has replacements that are not UTF-8", e);
        }
        byte[] replacements = new byte[in.remaining()];
        in.get(replacements);
        return new Charsmap(units, replacements);
    }

    /** The replacement of the shortest entry that a part of a text begins with. */
    @Nullable String shortest(String text, int from, int to) {
        long match = match(text, from, to, true);
        return match == NOTHING ? null : replacement(match);
    }

    /**
     * The longest entry that stands at a place of a text.
     *
     * @return for {@link #end} and {@link #replacement}; negative if there is none
     */
    long longest(String text, int from) {
        return match(text, from, text.length(), false);
    }

    /** Where the match ends in the text. */
    static int end(long match) {
        return (int) (match >>> 32);
    }

    String replacement(long match) {
        int from = (int) match;
        int to = from;
        while (to < replacements.length && replacements[to] != 0) {
            to++;
        }
        return new String(replacements, from, to - from, StandardCharsets.UTF_8);
    }

    private long match(String text, int from, int to, boolean first) {
        long found = NOTHING;
        int base = offset(units[0]);
        for (int at = from; at < to; ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            int bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            int unit = 0;
            for (int i = 0; i < bytes; i++) {
                int b = utf8(c, i, bytes);
                int place = base ^ b;
                if (b == 0 || place >= units.length || label(units[place]) != b) {
                    return found;
                }
                unit = units[place];
                base = place ^ offset(unit);
            }
            if ((unit >>> 8 & 1) == 1 && base < units.length) {
                int value = units[base] & Integer.MAX_VALUE;
                if (value < replacements.length) {
                    found = (long) at << 32 | value;
                    if (first) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    private static int utf8(int codePoint, int index, int bytes) {
        int shift = 6 * (bytes - 1 - index);
        if (index > 0) {
            return 0x80 | (codePoint >>> shift & 0x3F);
        }
        return switch (bytes) {
            case 1 -> codePoint;
            case 2 -> 0xC0 | codePoint >>> shift;
            case 3 -> 0xE0 | codePoint >>> shift;
            default -> 0xF0 | codePoint >>> shift;
        };
    }

    private static int label(int unit) {
        return unit & (Integer.MIN_VALUE | 0xFF);
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
