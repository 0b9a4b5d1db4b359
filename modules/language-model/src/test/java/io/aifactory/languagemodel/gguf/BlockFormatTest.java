package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BlockFormatTest {
    private static final int BLOCKS = 64;

    /** Where the float16 (or, of Q8_K, float32) scales have the byte with their exponent. */
    private static final Map<BlockFormat, int[]> EXPONENTS =
            Map.ofEntries(
                    Map.entry(BlockFormat.F32, new int[] {3}),
                    Map.entry(BlockFormat.F16, new int[] {1}),
                    Map.entry(BlockFormat.BF16, new int[] {1}),
                    Map.entry(BlockFormat.Q4_1, new int[] {1, 3}),
                    Map.entry(BlockFormat.Q5_1, new int[] {1, 3}),
                    Map.entry(BlockFormat.Q2_K, new int[] {81, 83}),
                    Map.entry(BlockFormat.Q3_K, new int[] {109}),
                    Map.entry(BlockFormat.Q4_K, new int[] {1, 3}),
                    Map.entry(BlockFormat.Q5_K, new int[] {1, 3}),
                    Map.entry(BlockFormat.Q6_K, new int[] {209}),
                    Map.entry(BlockFormat.Q8_K, new int[] {3}));

    @ParameterizedTest
    @EnumSource(BlockFormat.class)
    void everyValueIsThatOfTheFormula(BlockFormat format) {
        byte[] blocks = blocks(format);
        float[] decoded = new float[BLOCKS * format.blockValues()];

        format.decode(blocks, 0, BLOCKS, decoded, 0);

        for (int block = 0; block < BLOCKS; block++) {
            int from = block * format.blockBytes();
            ReferenceBlocks reference =
                    new ReferenceBlocks(
                            Arrays.copyOfRange(blocks, from, from + format.blockBytes()));
            for (int i = 0; i < format.blockValues(); i++) {
                double expected = reference.value(format, i);
                float actual = decoded[block * format.blockValues() + i];
                String where = format + " block " + block + " value " + i;
                assertEquals(expected, actual, 1e-6 * Math.abs(expected) + 1e-3, where);
            }
        }
    }

    /**
     * Checksums of what ggml's own {@code dequantize_row_*} (commit d99724f2, plain C on x86-64)
     * makes of the same blocks: equal to the last bit.
     */
    @ParameterizedTest
    @CsvSource({
        "Q4_0, 624276db", "Q4_1, bb317064", "Q5_0, c870b84d", "Q5_1, 27e664cc",
        "Q8_0, 92219c9a", "Q2_K, c771c5ff", "Q3_K, a86bbb72", "Q4_K, ed3e51bb",
        "Q5_K, e07da52e", "Q6_K, b54f1e71", "Q8_K, d9484101", "IQ2_XXS, b4a31d02",
        "IQ2_XS, c6ccf3f4", "IQ2_S, eb471935", "IQ3_XXS, 557e7541", "IQ3_S, 7e4b3456",
        "IQ4_NL, 2a38191c", "IQ4_XS, e89ea77e"
    })
    void theBitsAreThoseOfTheReferenceImplementation(BlockFormat format, String checksum) {
        float[] decoded = new float[BLOCKS * format.blockValues()];
        format.decode(blocks(format), 0, BLOCKS, decoded, 0);

        ByteBuffer bytes =
                ByteBuffer.allocate(decoded.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(decoded);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertEquals(checksum, "%08x".formatted(crc.getValue()));
    }

    @ParameterizedTest
    @EnumSource(BlockFormat.class)
    void aPieceIsDecodedWhereItIsWantedAndNowhereElse(BlockFormat format) {
        byte[] blocks = blocks(format);
        float[] all = new float[BLOCKS * format.blockValues()];
        format.decode(blocks, 0, BLOCKS, all, 0);
        float[] piece = new float[4 * format.blockValues()];
        Arrays.fill(piece, 7);

        format.decode(blocks, 3 * format.blockBytes(), 2, piece, format.blockValues());

        int size = format.blockValues();
        for (int i = 0; i < piece.length; i++) {
            boolean inside = i >= size && i < 3 * size;
            assertEquals(inside ? all[2 * size + i] : 7, piece[i], format + " value " + i);
        }
    }

    @Test
    void halvesIncludeTheSmallestAndTheInfinite() {
        byte[] halves = {1, 0, 0, (byte) 0x7C, 0, (byte) 0xFC, (byte) 0xFF, 0x7B, 0, (byte) 0x80};
        float[] decoded = new float[5];

        BlockFormat.F16.decode(halves, 0, 5, decoded, 0);

        assertEquals(0x1p-24f, decoded[0]);
        assertEquals(Float.POSITIVE_INFINITY, decoded[1]);
        assertEquals(Float.NEGATIVE_INFINITY, decoded[2]);
        assertEquals(65504f, decoded[3]);
        assertEquals(0x80000000, Float.floatToRawIntBits(decoded[4]));
    }

    @Test
    void aRoundTripThroughEightBitsIsWithinHalfAStep() {
        float[] values = new float[32];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i) * 3;
        }
        float largest = 3;
        float scale = Float.float16ToFloat(Float.floatToFloat16(largest / 127));
        byte[] block = new byte[34];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putShort(Float.floatToFloat16(scale));
        for (int i = 0; i < values.length; i++) {
            block[2 + i] = (byte) Math.round(values[i] / scale);
        }
        float[] decoded = new float[32];

        BlockFormat.Q8_0.decode(block, 0, 1, decoded, 0);

        for (int i = 0; i < values.length; i++) {
            assertTrue(Math.abs(values[i] - decoded[i]) <= scale * 0.5001f, "value " + i);
        }
    }

    /** The same bytes on every machine (xorshift64), with scales that are finite and below 2. */
    private static byte[] blocks(BlockFormat format) {
        byte[] blocks = new byte[BLOCKS * format.blockBytes()];
        long state = 88172645463325252L;
        for (int i = 0; i < blocks.length; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            blocks[i] = (byte) (state >>> 24);
        }
        for (int at : EXPONENTS.getOrDefault(format, new int[] {1})) {
            for (int block = 0; block < BLOCKS; block++) {
                blocks[block * format.blockBytes() + at] &= (byte) 0xBF;
            }
        }
        return blocks;
    }
}
