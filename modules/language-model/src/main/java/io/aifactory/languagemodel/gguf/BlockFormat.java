package io.aifactory.languagemodel.gguf;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the values of a tensor are stored: each row is a sequence of blocks of the same size, and a
 * block decodes to a fixed number of values (ggml, {@code enum ggml_type} and {@code block_*} in
 * ggml-common.h).
 */
public enum BlockFormat {
    F32(0, 1, 4, PlainBlocks::f32),
    F16(1, 1, 2, PlainBlocks::f16),
    BF16(30, 1, 2, PlainBlocks::bf16),
    Q4_0(2, 32, 18, SmallBlocks::q40),
    Q4_1(3, 32, 20, SmallBlocks::q41),
    Q5_0(6, 32, 22, SmallBlocks::q50),
    Q5_1(7, 32, 24, SmallBlocks::q51),
    Q8_0(8, 32, 34, SmallBlocks::q80),
    Q2_K(10, 256, 84, SuperBlocks::q2),
    Q3_K(11, 256, 110, SuperBlocks::q3),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6),
    Q8_K(15, 256, 292, SuperBlocks::q8),
    IQ2_XXS(16, 256, 66, GridBlocks::iq2xxs),
    IQ2_XS(17, 256, 74, GridBlocks::iq2xs),
    IQ2_S(22, 256, 82, GridBlocks::iq2s),
    IQ3_XXS(18, 256, 98, GridBlocks::iq3xxs),
    IQ3_S(21, 256, 110, GridBlocks::iq3s),
    IQ4_NL(20, 32, 18, CurveBlocks::iq4nl),
    IQ4_XS(23, 256, 136, CurveBlocks::iq4xs);

    /** Types that the format knows and this reader does not, for a better message. */
    private static final Map<Integer, String> NOT_READ =
            Map.ofEntries(
                    Map.entry(9, "Q8_1"),
                    Map.entry(19, "IQ1_S"),
                    Map.entry(24, "I8"),
                    Map.entry(25, "I16"),
                    Map.entry(26, "I32"),
                    Map.entry(27, "I64"),
                    Map.entry(28, "F64"),
                    Map.entry(29, "IQ1_M"),
                    Map.entry(34, "TQ1_0"),
                    Map.entry(35, "TQ2_0"),
                    Map.entry(39, "MXFP4"),
                    Map.entry(40, "NVFP4"));

    private static final Map<Integer, BlockFormat> BY_NUMBER =
            Arrays.stream(values())
                    .collect(Collectors.toMap(format -> format.number, Function.identity()));

    /** Decodes whole blocks. */
    @FunctionalInterface
    interface Decoder {
        /**
         * @param blocks bytes with the first block at {@code from}
         * @param to where the values go, from {@code at}
         */
        void decode(byte[] blocks, int from, int count, float[] to, int at);
    }

    private final int number;
    private final int blockValues;
    private final int blockBytes;

    @SuppressWarnings("ImmutableEnumChecker") // references to static methods
    private final Decoder decoder;

    BlockFormat(int number, int blockValues, int blockBytes, Decoder decoder) {
        this.number = number;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
        this.decoder = decoder;
    }

    /** What stands in the file. */
    public int number() {
        return number;
    }

    /** Values of a block. */
    public int blockValues() {
        return blockValues;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /**
     * Decodes blocks to float32.
     *
     * @param blocks bytes with the first block at {@code from}
     * @param count blocks
     * @param to takes {@code count * blockValues()} floats, from {@code at}
     */
    public void decode(byte[] blocks, int from, int count, float[] to, int at) {
        decoder.decode(blocks, from, count, to, at);
    }

    static BlockFormat read(GgufCursor cursor, String where) {
        int number = cursor.int32(where);
        return Optional.ofNullable(BY_NUMBER.get(number))
                .orElseThrow(() -> {
                    String name = NOT_READ.getOrDefault(number, Integer.toUnsignedString(number));
                    return cursor.bad(
                            "has the type "
                                    + name
                                    + " at "
                                    + where
                                    + "; supported: "
                                    + Arrays.toString(values()));
                });
    }
}
