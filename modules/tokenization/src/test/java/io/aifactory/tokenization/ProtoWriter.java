package io.aifactory.tokenization;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a SentencePiece model file, field by field. */
final class ProtoWriter {
    static final int UNIGRAM = 1;
    static final int BYTE_PAIR = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Pieces, the type of the model, and a normalizer that changes nothing but spaces. */
    static ProtoWriter model(int type, List<Piece> pieces) {
        ProtoWriter model = new ProtoWriter();
        for (Piece piece : pieces) {
            model.message(
                    1,
                    new ProtoWriter()
                            .text(1, piece.text())
                            .fixed(2, piece.score())
                            .number(3, number(piece.type())));
        }
        return model.message(2, new ProtoWriter().number(3, type));
    }

    ProtoWriter normalizer(
            boolean dummyPrefix, boolean removeExtra, boolean escape, byte[] charsmap) {
        return message(
                3,
                new ProtoWriter()
                        .text(1, "test")
                        .bytes(2, charsmap)
                        .number(3, dummyPrefix ? 1 : 0)
                        .number(4, removeExtra ? 1 : 0)
                        .number(5, escape ? 1 : 0));
    }

    ProtoWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtoWriter fixed(int field, float value) {
        varint((long) field << 3 | 5);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(bits >>> shift);
        }
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    ProtoWriter bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private static int number(Piece.Type type) {
        return switch (type) {
            case NORMAL -> 1;
            case UNKNOWN -> 2;
            case CONTROL -> 3;
            case USER_DEFINED -> 4;
            case UNUSED -> 5;
            case BYTE -> 6;
        };
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
