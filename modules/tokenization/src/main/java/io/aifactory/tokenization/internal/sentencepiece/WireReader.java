package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.InvalidTokenizerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The protobuf wire format, as much as is needed to walk over one message. */
final class WireReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final String file;
    private final String path;
    private final byte[] in;
    private final int end;
    private int at;
    private int wireType;

    WireReader(String file, String path, byte[] in) {
        this(file, path, in, 0, in.length);
    }

    private WireReader(String file, String path, byte[] in, int from, int to) {
        this.file = file;
        this.path = path;
        this.in = in;
        this.at = from;
        this.end = to;
    }

    boolean hasNext() {
        return at < end;
    }

    /** The number of the next field; its value must be taken or skipped before the next one. */
    long nextField() {
        long tag = rawVarint();
        wireType = (int) tag & 7;
        long field = tag >>> 3;
        if (field < 1 || field > 0x1FFFFFFF) {
            throw invalid("has a field number that does not exist");
        }
        return field;
    }

    long varint() {
        expect(VARINT);
        return rawVarint();
    }

    boolean flag() {
        return varint() != 0;
    }

    float fixedFloat() {
        expect(FIXED32);
        int from = take(4);
        return ByteBuffer.wrap(in, from, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    WireReader message(String childPath) {
        expect(LENGTH);
        int length = length();
        int from = take(length);
        return new WireReader(file, childPath, in, from, from + length);
    }

    byte[] bytes() {
        expect(LENGTH);
        int length = length();
        int from = take(length);
        return Arrays.copyOfRange(in, from, from + length);
    }

    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidTokenizerException(file, path, "has a text that is not UTF-8", e);
        }
    }

    void skip() {
        switch (wireType) {
            case VARINT -> rawVarint();
            case FIXED64 -> take(8);
            case FIXED32 -> take(4);
            case LENGTH -> take(length());
            default -> throw invalid("has a field of the unknown wire type " + wireType);
        }
    }

    InvalidTokenizerException invalid(String problem) {
        return new InvalidTokenizerException(file, path, problem);
    }

    private void expect(int type) {
        if (wireType != type) {
            throw invalid("has a field of wire type " + wireType + " where " + type + " belongs");
        }
    }

    private int length() {
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw invalid("has a field that is longer than the message");
        }
        return (int) length;
    }

    private int take(int count) {
        if (count > end - at) {
            throw invalid("ends inside of a field");
        }
        int from = at;
        at += count;
        return from;
    }

    private long rawVarint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in[take(1)];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw invalid("has a number of more than ten bytes");
    }
}
