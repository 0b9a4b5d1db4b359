package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a GGUF header forwards; whatever would leave the file is a typed error. */
final class GgufCursor {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** What decoding puts where bytes are not UTF-8, and which may also be meant. */
    private static final char REPLACEMENT = '\uFFFD';

    private final String file;
    private final MemorySegment bytes;
    private long position;

    GgufCursor(String file, MemorySegment bytes, long position) {
        this.file = file;
        this.bytes = bytes;
        this.position = position;
    }

    long position() {
        return position;
    }

    private long take(long size, String where) {
        if (size < 0 || size > bytes.byteSize() - position) {
            throw bad("ends inside " + where);
        }
        long start = position;
        position += size;
        return start;
    }

    void skip(long size, String where) {
        take(size, where);
    }

    byte int8(String where) {
        return bytes.get(ValueLayout.JAVA_BYTE, take(Byte.BYTES, where));
    }

    short int16(String where) {
        return bytes.get(SHORT, take(Short.BYTES, where));
    }

    int int32(String where) {
        return bytes.get(INT, take(Integer.BYTES, where));
    }

    long int64(String where) {
        return bytes.get(LONG, take(Long.BYTES, where));
    }

    /**
     * A number of things that follow.
     *
     * @param atLeast bytes that each of them takes
     */
    long count(long limit, long atLeast, String where) {
        long count = int64(where);
        if (count < 0 || count > limit) {
            throw bad("gives " + Long.toUnsignedString(count) + " as the size of " + where);
        }
        if (count > (bytes.byteSize() - position) / atLeast) {
            throw bad("is too short for the size of " + where + ": " + count);
        }
        return count;
    }

    /** A string of at most {@code limit} bytes. */
    String text(int limit, String where) {
        long length = count(limit, 1, where);
        byte[] text = bytes.asSlice(take(length, where), length).toArray(ValueLayout.JAVA_BYTE);
        String decoded = new String(text, StandardCharsets.UTF_8);
        if (decoded.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(text, where);
        }
        return decoded;
    }

    private void requireUtf8(byte[] text, String where) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(file + " has text that is not UTF-8 at " + where, e);
        }
    }

    void skipText(long limit, String where) {
        skip(count(limit, 1, where), where);
    }

    ModelFormatException bad(String fault) {
        return new ModelFormatException(file + " " + fault);
    }
}
