package io.aifactory.languagemodel.gguf;

/** Numbers that stand alone. */
final class PlainBlocks {
    private PlainBlocks() {}

    static void f32(byte[] blocks, int from, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = LittleEndian.f32(blocks, from + 4 * i);
        }
    }

    static void f16(byte[] blocks, int from, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = LittleEndian.f16(blocks, from + 2 * i);
        }
    }

    /** The upper half of a float32. */
    static void bf16(byte[] blocks, int from, int count, float[] to, int at) {
        for (int i = 0; i < count; i++) {
            to[at + i] = Float.intBitsToFloat(LittleEndian.u16(blocks, from + 2 * i) << 16);
        }
    }
}
