package io.aifactory.languagemodel.gguf;

/**
 * The "K" formats: blocks of 256 values in groups of 16 or 32, each group with a small integer
 * scale (and minimum) that a float16 of the whole block multiplies: {@code x = d·s·q − dmin·m}.
 */
final class SuperBlocks {
    private static final int SIZE = 256;

    private SuperBlocks() {}

    /** 16 bytes of 4-bit scales and minima, 64 of 2-bit values, f16 scale and minimum. */
    static void q2(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 84, at += SIZE) {
            float d = LittleEndian.f16(blocks, from + 80);
            float min = LittleEndian.f16(blocks, from + 82);
            for (int group = 0; group < 16; group++) {
                int scale = blocks[from + group];
                float dl = d * (scale & 15);
                float ml = min * ((scale >> 4) & 15);
                int quants = from + 16 + 32 * (group / 8) + 16 * (group % 2);
                int shift = group % 8 / 2 * 2;
                for (int l = 0; l < 16; l++) {
                    to[at + 16 * group + l] = dl * ((blocks[quants + l] >> shift) & 3) - ml;
                }
            }
        }
    }

    /** 32 bytes of third bits, 64 of 2-bit values, 12 of 6-bit scales around 32, f16 scale. */
    static void q3(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 110, at += SIZE) {
            float d = LittleEndian.f16(blocks, from + 108);
            for (int group = 0; group < 16; group++) {
                int low = (blocks[from + 96 + group % 8] >> (group / 8 * 4)) & 15;
                int high = (blocks[from + 104 + group % 4] >> (group / 4 * 2)) & 3;
                float dl = d * ((low | (high << 4)) - 32);
                int quants = from + 32 + 32 * (group / 8) + 16 * (group % 2);
                int thirds = from + 16 * (group % 2);
                int shift = group % 8 / 2 * 2;
                for (int l = 0; l < 16; l++) {
                    int third = (blocks[thirds + l] >> (group / 2)) & 1;
                    int q = (((blocks[quants + l] >> shift) & 3) | (third << 2)) - 4;
                    to[at + 16 * group + l] = dl * q;
                }
            }
        }
    }

    /** f16 scale and minimum, 12 bytes of 6-bit scales and minima, 128 of nibbles. */
    static void q4(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 144, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            float min = LittleEndian.f16(blocks, from + 2);
            for (int group = 0; group < 8; group++) {
                float dl = d * scale(blocks, from + 4, group);
                float ml = min * minimum(blocks, from + 4, group);
                int quants = from + 16 + 32 * (group / 2);
                int shift = 4 * (group % 2);
                for (int l = 0; l < 32; l++) {
                    to[at + 32 * group + l] = dl * ((blocks[quants + l] >> shift) & 15) - ml;
                }
            }
        }
    }

    /** As {@link #q4}, with 32 bytes of fifth bits between scales and nibbles. */
    static void q5(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 176, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            float min = LittleEndian.f16(blocks, from + 2);
            for (int group = 0; group < 8; group++) {
                float dl = d * scale(blocks, from + 4, group);
                float ml = min * minimum(blocks, from + 4, group);
                int fifths = from + 16;
                int quants = from + 48 + 32 * (group / 2);
                int shift = 4 * (group % 2);
                for (int l = 0; l < 32; l++) {
                    int fifth = (blocks[fifths + l] >> group) & 1;
                    int q = ((blocks[quants + l] >> shift) & 15) | (fifth << 4);
                    to[at + 32 * group + l] = dl * q - ml;
                }
            }
        }
    }

    /** 128 bytes of lower nibbles, 64 of upper bit pairs, 16 signed scales, f16 scale. */
    static void q6(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 210, at += SIZE) {
            float d = LittleEndian.f16(blocks, from + 208);
            for (int group = 0; group < 16; group++) {
                float dl = d * blocks[from + 192 + group];
                int half = group / 8;
                int lower = from + 64 * half + 16 * (group % 4);
                int upper = from + 128 + 32 * half + 16 * (group % 2);
                int nibble = group % 8 / 4 * 4;
                int pair = group % 8 / 2 * 2;
                for (int l = 0; l < 16; l++) {
                    int low = (blocks[lower + l] >> nibble) & 15;
                    int high = (blocks[upper + l] >> pair) & 3;
                    to[at + 16 * group + l] = dl * ((low | (high << 4)) - 32);
                }
            }
        }
    }

    /** f32 scale, 256 signed bytes, 16 sums of groups that only matter in products. */
    static void q8(byte[] blocks, int from, int count, float[] to, int at) {
        for (int block = 0; block < count; block++, from += 292, at += SIZE) {
            float d = LittleEndian.f32(blocks, from);
            for (int j = 0; j < SIZE; j++) {
                to[at + j] = d * blocks[from + 4 + j];
            }
        }
    }

    /** Scale of a group: the first four whole, the others in two parts. */
    private static int scale(byte[] blocks, int scales, int group) {
        return group < 4
                ? blocks[scales + group] & 63
                : (blocks[scales + group + 4] & 15) | ((blocks[scales + group - 4] >> 2) & 48);
    }

    private static int minimum(byte[] blocks, int scales, int group) {
        return group < 4
                ? blocks[scales + group + 4] & 63
                : ((blocks[scales + group + 4] >> 4) & 15) | ((blocks[scales + group] >> 2) & 48);
    }
}
