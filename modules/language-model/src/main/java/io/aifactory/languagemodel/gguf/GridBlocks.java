package io.aifactory.languagemodel.gguf;

/**
 * The "IQ2" and "IQ3" formats: blocks of 256 values in runs of 8, where a run is one entry (or two
 * of four values) of a fixed grid of magnitudes, with a sign for each value. Where only seven signs
 * are stored, the eighth makes the number of minus signs even.
 */
final class GridBlocks {
    private static final int SIZE = 256;

    private GridBlocks() {}

    /** f16 scale; per 32 values four grid indices and a word of four sign sets and a scale. */
    static void iq2xxs(byte[] blocks, int from, int count, float[] to, int at) {
        float[] grid = IqGrids.IQ2_XXS;
        for (int block = 0; block < count; block++, from += 66, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            for (int group = 0; group < 8; group++) {
                int indices = from + 2 + 8 * group;
                int word = LittleEndian.i32(blocks, indices + 4);
                float db = d * (0.5f + (word >>> 28)) * 0.25f;
                for (int run = 0; run < 4; run++) {
                    int entry = 8 * (blocks[indices + run] & 255);
                    int signs = even(word >>> (7 * run));
                    run(grid, entry, 8, db, signs, to, at + 32 * group + 8 * run);
                }
            }
        }
    }

    /** f16 scale; 32 words of grid index (9 bits) and signs (7); two 4-bit scales per 32 values. */
    static void iq2xs(byte[] blocks, int from, int count, float[] to, int at) {
        float[] grid = IqGrids.IQ2_XS;
        for (int block = 0; block < count; block++, from += 74, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            for (int run = 0; run < 32; run++) {
                int scale = (blocks[from + 66 + run / 4] >> (run / 2 % 2 * 4)) & 15;
                float db = d * (0.5f + scale) * 0.25f;
                int word = LittleEndian.u16(blocks, from + 2 + 2 * run);
                run(grid, 8 * (word & 511), 8, db, even(word >> 9), to, at + 8 * run);
            }
        }
    }

    /** f16 scale; 32 lower index bytes, 32 sign bytes, 8 bytes of upper index bits, 8 of scales. */
    static void iq2s(byte[] blocks, int from, int count, float[] to, int at) {
        float[] grid = IqGrids.IQ2_S;
        for (int block = 0; block < count; block++, from += 82, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            for (int run = 0; run < 32; run++) {
                int scale = (blocks[from + 74 + run / 4] >> (run / 2 % 2 * 4)) & 15;
                float db = d * (0.5f + scale) * 0.25f;
                int upper = (blocks[from + 66 + run / 4] >> (2 * (run % 4))) & 3;
                int entry = 8 * ((blocks[from + 2 + run] & 255) | (upper << 8));
                run(grid, entry, 8, db, blocks[from + 34 + run], to, at + 8 * run);
            }
        }
    }

    /** f16 scale; 64 grid indices; per 32 values a word of four sign sets and a scale. */
    static void iq3xxs(byte[] blocks, int from, int count, float[] to, int at) {
        float[] grid = IqGrids.IQ3_XXS;
        for (int block = 0; block < count; block++, from += 98, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            for (int run = 0; run < 32; run++) {
                int word = LittleEndian.i32(blocks, from + 66 + run / 4 * 4);
                float db = d * (0.5f + (word >>> 28)) * 0.5f;
                int signs = even(word >>> (7 * (run % 4)));
                int first = 4 * (blocks[from + 2 + 2 * run] & 255);
                int second = 4 * (blocks[from + 3 + 2 * run] & 255);
                run(grid, first, 4, db, signs, to, at + 8 * run);
                run(grid, second, 4, db, signs >> 4, to, at + 8 * run + 4);
            }
        }
    }

    /** f16 scale; 64 lower index bytes, 8 of ninth bits, 32 of signs, 4 of 4-bit scales. */
    static void iq3s(byte[] blocks, int from, int count, float[] to, int at) {
        float[] grid = IqGrids.IQ3_S;
        for (int block = 0; block < count; block++, from += 110, at += SIZE) {
            float d = LittleEndian.f16(blocks, from);
            for (int run = 0; run < 32; run++) {
                int scale = (blocks[from + 106 + run / 8] >> (run / 4 % 2 * 4)) & 15;
                float db = d * (1 + 2 * scale);
                int ninths = blocks[from + 66 + run / 4] >> (2 * (run % 4));
                int first = 4 * ((blocks[from + 2 + 2 * run] & 255) | ((ninths & 1) << 8));
                int second = 4 * ((blocks[from + 3 + 2 * run] & 255) | ((ninths & 2) << 7));
                int signs = blocks[from + 74 + run];
                run(grid, first, 4, db, signs, to, at + 8 * run);
                run(grid, second, 4, db, signs >> 4, to, at + 8 * run + 4);
            }
        }
    }

    private static void run(
            float[] grid, int entry, int length, float scale, int signs, float[] to, int at) {
        for (int j = 0; j < length; j++) {
            to[at + j] = scale * grid[entry + j] * (1 - 2 * ((signs >> j) & 1));
        }
    }

    /** Seven signs and the one that makes them even. */
    private static int even(int signs) {
        int seven = signs & 127;
        return seven | ((Integer.bitCount(seven) & 1) << 7);
    }
}
