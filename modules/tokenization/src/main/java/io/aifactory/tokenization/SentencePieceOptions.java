package io.aifactory.tokenization;

import java.util.Optional;

/**
 * How SentencePiece treats text around its vocabulary.
 *
 * @param addDummyPrefix a text begins with a space, so that its first word is one like others
 * @param removeExtraWhitespaces spaces at the ends go away, runs of them become one
 * @param escapeWhitespaces spaces are U+2581 in pieces
 * @param charsmap the compiled character map, as it stands in {@code tokenizer.model} or GGUF
 * @param frame what goes around a text
 */
public record SentencePieceOptions(
        boolean addDummyPrefix,
        boolean removeExtraWhitespaces,
        boolean escapeWhitespaces,
        Optional<byte[]> charsmap,
        Frame frame) {
    /** Llama's: a dummy prefix and visible spaces, else the text as it is. */
    public static SentencePieceOptions llama(Frame frame) {
        return new SentencePieceOptions(true, false, true, Optional.empty(), frame);
    }
}
