package io.aifactory.tokenization;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversation as the model reads it.
 *
 * @param pieces its text in order
 * @param stop the answer ends before the first of these
 */
public record ChatPrompt(List<Piece> pieces, List<String> stop) {
    /**
     * A part of the text.
     *
     * @param fromTemplate whether the template wrote it. Only there are special tokens meant as
     *     such; everywhere else they are text that somebody typed
     */
    public record Piece(String text, boolean fromTemplate) {}

    public ChatPrompt {
        pieces = List.copyOf(pieces);
        stop = List.copyOf(stop);
    }

    /** A prompt without any special token. */
    public static ChatPrompt plain(String text, List<String> stop) {
        return new ChatPrompt(List.of(new Piece(text, false)), stop);
    }

    /** All of it; ends where the assistant is to go on. */
    public String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
