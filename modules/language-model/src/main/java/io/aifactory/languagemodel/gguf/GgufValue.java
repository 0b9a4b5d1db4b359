package io.aifactory.languagemodel.gguf;

/**
 * A metadata value. What may be large stays in the file until asked for, so that reading a header
 * costs memory by the number of its keys, not by their sizes.
 */
sealed interface GgufValue {
    /** Any of the integer types; an unsigned 64-bit value beyond 2^63 − 1 is negative. */
    record Whole(long value) implements GgufValue {}

    record Real(double value) implements GgufValue {}

    record Flag(boolean value) implements GgufValue {}

    /**
     * @param position of its length in the file
     */
    record Text(long position) implements GgufValue {}

    /**
     * @param position of its first element in the file
     */
    record Sequence(GgufType type, long length, long position) implements GgufValue {}
}
