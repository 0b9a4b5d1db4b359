package io.aifactory.tokenization;

import java.util.Optional;

/**
 * One entry of a vocabulary; its id is its place in the list.
 *
 * @param text as the vocabulary writes it: a space is U+2581 in SentencePiece, a byte character in
 *     byte-level vocabularies
 * @param score logarithm of a probability (Unigram) or minus the rank (byte pairs); 0 where it has
 *     no meaning
 * @param type what it is for
 */
public record Piece(String text, float score, Type type) {
    /** Kinds of pieces, as SentencePiece and GGUF number them. */
    public enum Type {
        /** Text. */
        NORMAL(1),
        /** Stands for what no piece covers. */
        UNKNOWN(2),
        /** Never found in text, for example the beginning of text. */
        CONTROL(3),
        /** Found in text as a whole, before anything else. */
        USER_DEFINED(4),
        /** Never given out. */
        UNUSED(5),
        /** One byte, written {@code <0xNN>}. */
        BYTE(6);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /** The type of a number in a file. */
        public static Optional<Type> of(long number) {
            for (Type type : values()) {
                if (type.number == number) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /** A piece of text without a score. */
    public static Piece normal(String text) {
        return new Piece(text, 0, Type.NORMAL);
    }

    /** A control piece. */
    public static Piece control(String text) {
        return new Piece(text, 0, Type.CONTROL);
    }
}
