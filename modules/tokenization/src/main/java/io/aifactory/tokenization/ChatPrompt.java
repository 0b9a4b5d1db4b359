package io.aifactory.tokenization;

import java.util.List;

/**
 * A conversation as the model reads it.
 *
 * @param text ends where the assistant is to go on
 * @param specialTokens whether special tokens written in the text are meant as such, so that it
 *     must be encoded with {@link Tokenizer#encodeWithSpecialTokens}
 * @param stop the answer ends before the first of these
 */
public record ChatPrompt(String text, boolean specialTokens, List<String> stop) {
    public ChatPrompt {
        stop = List.copyOf(stop);
    }
}
