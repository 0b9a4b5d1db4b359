package io.aifactory.languagemodel.llama2c;

import io.aifactory.languagemodel.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The seven numbers at the head of the file.
 *
 * @param hidden width
 * @param intermediate width of the feed-forward layer
 * @param tied whether the output head is the embedding; in the file, a negative vocabulary says no
 */
record Llama2cHeader(
        long hidden,
        long intermediate,
        int layers,
        long heads,
        long keyValueHeads,
        long vocabulary,
        long contextTokens,
        boolean tied) {
    static final int BYTES = 7 * Integer.BYTES;
    private static final int LATER_VERSIONS = 0x616b3432; // "ak42"
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static Llama2cHeader parse(String file, MemorySegment whole) {
        if (whole.byteSize() < BYTES) {
            throw new ModelFormatException(file + " is shorter than a llama2.c header");
        }
        if (whole.get(INT, 0) == LATER_VERSIONS) {
            throw new ModelFormatException(
                    file + " is a llama2.c file of a later version; supported: 0");
        }
        int vocabulary = whole.get(INT, 5 * Integer.BYTES);
        Llama2cHeader header =
                new Llama2cHeader(
                        size(file, whole, 0, "width", 1 << 17),
                        size(file, whole, 1, "feed-forward width", 1 << 20),
                        size(file, whole, 2, "number of layers", 1024),
                        size(file, whole, 3, "number of heads", 1024),
                        size(file, whole, 4, "number of key/value heads", 1024),
                        check(file, Math.abs((long) vocabulary), "vocabulary", 1 << 22),
                        size(file, whole, 6, "context", 1 << 24),
                        vocabulary > 0);
        if (header.hidden % (2 * header.heads) != 0 || header.heads % header.keyValueHeads != 0) {
            throw new ModelFormatException(
                    file + " has a width, heads and key/value heads that do not fit together");
        }
        return header;
    }

    private static int size(String file, MemorySegment whole, int index, String what, int limit) {
        return (int) check(file, whole.get(INT, (long) index * Integer.BYTES), what, limit);
    }

    private static long check(String file, long value, String what, int limit) {
        if (value < 1 || value > limit) {
            throw new ModelFormatException(file + " has an impossible " + what + ": " + value);
        }
        return value;
    }

    long headSize() {
        return hidden / heads;
    }

    long keyValueWidth() {
        return keyValueHeads * headSize();
    }
}
