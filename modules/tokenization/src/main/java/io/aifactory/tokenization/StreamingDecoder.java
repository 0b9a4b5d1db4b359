package io.aifactory.tokenization;

/**
 * Turns ids that arrive one by one into text, never ending inside a UTF-8 character. Not
 * thread-safe.
 */
public interface StreamingDecoder {
    /** The text that is certain after this id; empty while a character is incomplete. */
    String accept(int id);

    /** What is left at the end: an incomplete character becomes U+FFFD. */
    String finish();
}
