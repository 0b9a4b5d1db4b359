package io.aifactory.languagemodel.gguf;

/**
 * What value number i of a block is, in double precision: one formula for each format, written from
 * the description of the block layouts, without regard to speed.
 */
final class ReferenceBlocks {
    private static final int[] CURVE = {
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
    };

    private final byte[] block;

    ReferenceBlocks(byte[] block) {
        this.block = block;
    }

    double value(BlockFormat format, int i) {
        return switch (format) {
            case F32 -> Float.intBitsToFloat(word(0));
            case F16 -> half(0);
            case BF16 -> Float.intBitsToFloat((octet(0) << 16) | (octet(1) << 24));
            case Q4_0 -> half(0) * (nibble(2, i) - 8);
            case Q4_1 -> half(0) * nibble(4, i) + half(2);
            case Q5_0 -> half(0) * (nibble(6, i) + 16 * bit(2, i) - 16);
            case Q5_1 -> half(0) * (nibble(8, i) + 16 * bit(4, i)) + half(2);
            case Q8_0 -> half(0) * block[2 + i];
            case Q2_K -> {
                int scale = octet(i / 16);
                int minimum = scale / 16;
                yield half(80) * (scale % 16) * crumb(16, i) - half(82) * minimum;
            }
            case Q3_K -> half(108) * (q3Scale(i / 16) - 32) * (crumb(32, i) + 4 * q3High(i) - 4);
            case Q4_K ->
                    half(0) * sixBits(4, i / 32, 0) * plane(16, i)
                            - half(2) * sixBits(4, i / 32, 1);
            case Q5_K -> {
                int fifth = (octet(16 + i % 32) >> (i / 32)) % 2;
                yield half(0) * sixBits(4, i / 32, 0) * (plane(48, i) + 16 * fifth)
                        - half(2) * sixBits(4, i / 32, 1);
            }
            case Q6_K -> half(208) * block[192 + i / 16] * (q6(i) - 32);
            case Q8_K -> Float.intBitsToFloat(word(0)) * block[4 + i];
            case IQ2_XXS -> {
                int at = 2 + i / 32 * 8;
                int scale = octet(at + 7) / 16;
                int signs = (word(at + 4) >>> (7 * (i % 32 / 8))) % 128;
                double grid = IqGrids.IQ2_XXS[8 * octet(at + i % 32 / 8) + i % 8];
                yield half(0) * (0.5 + scale) / 4 * grid * sign(evened(signs), i % 8);
            }
            case IQ2_XS -> {
                int word = octet(2 + i / 8 * 2) + 256 * octet(3 + i / 8 * 2);
                double grid = IqGrids.IQ2_XS[8 * (word % 512) + i % 8];
                yield half(0)
                        * (0.5 + halfOctet(66, i / 16))
                        / 4
                        * grid
                        * sign(evened(word / 512), i % 8);
            }
            case IQ2_S -> {
                int high = (octet(66 + i / 32) >> (2 * (i / 8 % 4))) % 4;
                double grid = IqGrids.IQ2_S[8 * (octet(2 + i / 8) + 256 * high) + i % 8];
                yield half(0)
                        * (0.5 + halfOctet(74, i / 16))
                        / 4
                        * grid
                        * sign(octet(34 + i / 8), i % 8);
            }
            case IQ3_XXS -> {
                int word = word(66 + i / 32 * 4);
                double grid = IqGrids.IQ3_XXS[4 * octet(2 + i / 4) + i % 4];
                int signs = evened((word >>> (7 * (i % 32 / 8))) % 128);
                yield half(0) * (0.5 + (word >>> 28)) / 2 * grid * sign(signs, i % 8);
            }
            case IQ3_S -> {
                int ninth = (octet(66 + i / 32) >> (i % 32 / 4)) % 2;
                double grid = IqGrids.IQ3_S[4 * (octet(2 + i / 4) + 256 * ninth) + i % 4];
                yield half(0)
                        * (1 + 2 * halfOctet(106, i / 32))
                        * grid
                        * sign(octet(74 + i / 8), i % 8);
            }
            case IQ4_NL -> half(0) * CURVE[nibble(2, i)];
            case IQ4_XS -> {
                int high = ((octet(2) + 256 * octet(3)) >> (2 * (i / 32))) % 4;
                int scale = halfOctet(4, i / 32) + 16 * high - 32;
                yield half(0) * scale * CURVE[nibble(8 + i / 32 * 16, i % 32)];
            }
        };
    }

    private int octet(int at) {
        return block[at] & 255;
    }

    private int word(int at) {
        return octet(at) | (octet(at + 1) << 8) | (octet(at + 2) << 16) | (octet(at + 3) << 24);
    }

    /** IEEE 754 binary16, finite. */
    private double half(int at) {
        int bits = octet(at) + 256 * octet(at + 1);
        int exponent = bits / 1024 % 32;
        double fraction = bits % 1024 / 1024.0;
        double size =
                exponent == 0
                        ? fraction * Math.pow(2, -14)
                        : (1 + fraction) * Math.pow(2, exponent - 15);
        return bits >= 32_768 ? -size : size;
    }

    /** Values 0 to 15 are the lower halves of 16 bytes, 16 to 31 the upper. */
    private int nibble(int at, int i) {
        return i < 16 ? octet(at + i) % 16 : octet(at + i - 16) / 16;
    }

    private int bit(int at, int i) {
        return (octet(at + i / 8) >> (i % 8)) % 2;
    }

    /** Lower half of a byte, then its upper half, and so on. */
    private int halfOctet(int at, int i) {
        return i % 2 == 0 ? octet(at + i / 2) % 16 : octet(at + i / 2) / 16;
    }

    /** 2-bit values: 128 of them in 32 bytes, four planes of 32. */
    private int crumb(int at, int i) {
        return (octet(at + i / 128 * 32 + i % 32) >> (2 * (i % 128 / 32))) % 4;
    }

    /** 4-bit values: 64 of them in 32 bytes, two planes of 32. */
    private int plane(int at, int i) {
        return (octet(at + i / 64 * 32 + i % 32) >> (4 * (i % 64 / 32))) % 16;
    }

    private int q3High(int i) {
        return (octet(i % 32) >> (i / 32)) % 2;
    }

    private int q3Scale(int group) {
        int low = (octet(96 + group % 8) >> (group < 8 ? 0 : 4)) % 16;
        int high = (octet(104 + group % 4) >> (2 * (group / 4))) % 4;
        return low + 16 * high;
    }

    private int q6(int i) {
        int within = i % 128;
        int low = octet(i / 128 * 64 + within % 64) >> (within < 64 ? 0 : 4);
        int high = octet(128 + i / 128 * 32 + within % 32) >> (2 * (within / 32));
        return low % 16 + 16 * (high % 4);
    }

    /** Scale (0) or minimum (1) of a group from 12 bytes. */
    private int sixBits(int at, int group, int which) {
        if (group < 4) {
            return octet(at + group + 4 * which) % 64;
        }
        int low = (octet(at + 4 + group) >> (4 * which)) % 16;
        return low + 16 * (octet(at + group - 4 + 4 * which) / 64);
    }

    private static int evened(int signs) {
        return Integer.bitCount(signs) % 2 == 0 ? signs : signs + 128;
    }

    private static int sign(int signs, int i) {
        return (signs >> i) % 2 == 0 ? 1 : -1;
    }
}
