package io.aifactory.languagemodel.gguf;

/** 4-bit values that stand for the points of a fixed curve. */
final class CurveBlocks {
    /** {@code kvalues_iq4nl} of ggml-common.h. */
    private static final float[] CURVE = {
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
    };

    private CurveBlocks() {}

    /** f16 scale, 16 bytes of nibbles. */
    static void iq4nl(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 18, at += 32) {
            curve(blocks, from + 2, LittleEndian.f16(blocks, from), to, at);
        }
    }

    /** f16 scale, upper pairs and lower nibbles of eight scales around 32, 128 bytes of nibbles. */
    static void iq4xs(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 136, at += 256) {
            float d = LittleEndian.f16(blocks, from);
            int upper = LittleEndian.u16(blocks, from + 2);
            int lower = LittleEndian.i32(blocks, from + 4);
            for (int group = 0; group < 8; group++) {
                int low = (lower >>> (4 * group)) & 15;
                int high = (upper >> (2 * group)) & 3;
                int scale = (low | (high << 4)) - 32;
                curve(blocks, from + 8 + 16 * group, d * scale, to, at + 32 * group);
            }
        }
    }

    private static void curve(byte[] blocks, int from, float scale, float[] to, int at) {
        for (int j = 0; j < 16; j++) {
            int q = blocks[from + j];
            to[at + j] = scale * CURVE[q & 15];
            to[at + 16 + j] = scale * CURVE[(q >> 4) & 15];
        }
    }
}
