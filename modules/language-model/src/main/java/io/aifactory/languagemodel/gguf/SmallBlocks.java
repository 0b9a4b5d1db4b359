package io.aifactory.languagemodel.gguf;

/**
 * Blocks of 32 values with one scale: {@code x = d·(q − c)} or, with a minimum, {@code x = d·q +
 * m}. Byte j of a block's nibbles holds value j below and value j + 16 above; a fifth bit of value
 * j is bit j of a 32-bit word.
 */
final class SmallBlocks {
    private static final int HALF = 16;

    private SmallBlocks() {}

    /** f16 scale, 16 bytes of nibbles; values are around 8. */
    static void q40(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 18, at += 2 * HALF) {
            float d = LittleEndian.f16(blocks, from);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[from + 2 + j];
                to[at + j] = ((q & 15) - 8) * d;
                to[at + HALF + j] = (((q >> 4) & 15) - 8) * d;
            }
        }
    }

    /** f16 scale and minimum, 16 bytes of nibbles. */
    static void q41(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 20, at += 2 * HALF) {
            float d = LittleEndian.f16(blocks, from);
            float m = LittleEndian.f16(blocks, from + 2);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[from + 4 + j];
                to[at + j] = (q & 15) * d + m;
                to[at + HALF + j] = ((q >> 4) & 15) * d + m;
            }
        }
    }

    /** f16 scale, fifth bits, 16 bytes of nibbles; values are around 16. */
    static void q50(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 22, at += 2 * HALF) {
            float d = LittleEndian.f16(blocks, from);
            int high = LittleEndian.i32(blocks, from + 2);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[from + 6 + j];
                to[at + j] = (((q & 15) | fifth(high, j)) - 16) * d;
                to[at + HALF + j] = ((((q >> 4) & 15) | fifth(high, j + HALF)) - 16) * d;
            }
        }
    }

    /** f16 scale and minimum, fifth bits, 16 bytes of nibbles. */
    static void q51(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 24, at += 2 * HALF) {
            float d = LittleEndian.f16(blocks, from);
            float m = LittleEndian.f16(blocks, from + 2);
            int high = LittleEndian.i32(blocks, from + 4);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[from + 8 + j];
                to[at + j] = ((q & 15) | fifth(high, j)) * d + m;
                to[at + HALF + j] = (((q >> 4) & 15) | fifth(high, j + HALF)) * d + m;
            }
        }
    }

    /** f16 scale, 32 signed bytes. */
    static void q80(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 34, at += 2 * HALF) {
            float d = LittleEndian.f16(blocks, from);
            for (int j = 0; j < 2 * HALF; j++) {
                to[at + j] = blocks[from + 2 + j] * d;
            }
        }
    }

    private static int fifth(int bits, int value) {
        return ((bits >>> value) & 1) << 4;
    }
}
