package io.aifactory.languagemodel.peers;

import io.aifactory.languagemodel.gguf.BlockFormat;
import java.nio.ByteBuffer;

/** How matrices are written to a GGUF file. Vectors are float32 in each. */
enum PeerFormat {
    BF16(BlockFormat.BF16, 32),
    /** Blocks of 32 whole multiples of a 127th of the largest value. */
    Q8_0(BlockFormat.Q8_0, 7),
    /** Blocks of 32 whole multiples, −8 to 7, of an eighth of the value furthest from zero. */
    Q4_0(BlockFormat.Q4_0, 2);

    private static final int BLOCK = 32;

    private final BlockFormat blocks;
    private final int fileType;

    PeerFormat(BlockFormat blocks, int fileType) {
        this.blocks = blocks;
        this.fileType = fileType;
    }

    BlockFormat blocks() {
        return blocks;
    }

    /** What {@code general.file_type} says. */
    int fileType() {
        return fileType;
    }

    /** Writes a row whose length is a whole multiple of a block's. */
    void put(float[] row, ByteBuffer to) {
        if (this == BF16) {
            for (float value : row) {
                to.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
            }
            return;
        }
        for (int from = 0; from < row.length; from += BLOCK) {
            if (this == Q8_0) {
                put8(row, from, to);
            } else {
                put4(row, from, to);
            }
        }
    }

    private static float furthest(float[] row, int from) {
        float furthest = 0;
        for (int i = from; i < from + BLOCK; i++) {
            furthest = Math.abs(row[i]) > Math.abs(furthest) ? row[i] : furthest;
        }
        return furthest;
    }

    private static void put8(float[] row, int from, ByteBuffer to) {
        float step = Math.abs(furthest(row, from)) / 127;
        to.putShort(Float.floatToFloat16(step));
        for (int i = from; i < from + BLOCK; i++) {
            to.put((byte) (step == 0 ? 0 : Math.round(row[i] / step)));
        }
    }

    private static void put4(float[] row, int from, ByteBuffer to) {
        // the value furthest from zero becomes −8, the one end that has no counterpart
        float step = furthest(row, from) / -8;
        to.putShort(Float.floatToFloat16(step));
        for (int i = from; i < from + BLOCK / 2; i++) {
            to.put((byte) (nibble(row[i], step) | nibble(row[i + BLOCK / 2], step) << 4));
        }
    }

    private static int nibble(float value, float step) {
        return step == 0 ? 8 : Math.clamp(Math.round(value / step) + 8, 0, 15);
    }
}
