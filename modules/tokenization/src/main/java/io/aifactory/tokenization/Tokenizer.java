package io.aifactory.tokenization;

import java.util.OptionalInt;

/** A tokenizer as the model it belongs to uses it. Immutable and thread-safe. */
public interface Tokenizer {
    /** Number of ids, added tokens included; every id is below it. */
    int vocabularySize();

    /**
     * Token ids of a text. Special tokens written out in the text are not recognised: they are
     * encoded as ordinary characters, so that user text cannot forge them.
     */
    int[] encode(String text);

    /** Like {@link #encode}, but special tokens written out in the text become their ids. */
    int[] encodeWithSpecialTokens(String text);

    /**
     * Token ids of a prompt, as of one text, with special tokens recognised only where every
     * character of them comes from the template: nobody can forge one in a message.
     */
    int[] encode(ChatPrompt prompt);

    /**
     * The text of these ids; invalid UTF-8 becomes U+FFFD. Special tokens are left out.
     *
     * @throws IllegalArgumentException if an id is negative or not below {@link #vocabularySize()}
     */
    String decode(int[] ids);

    /** A decoder for ids that arrive one by one. */
    StreamingDecoder newStreamingDecoder();

    /** The id of an added token, for example {@code <|endoftext|>}. */
    OptionalInt tokenId(String addedToken);

    /** What the model expects around a text; nothing unless the tokenizer says so. */
    default Frame frame() {
        return Frame.NONE;
    }

    /** The ids of a text with what goes around it: {@link #encode} in {@link #frame}. */
    default int[] encodeFramed(String text) {
        return frame().frame(encode(text)).ids();
    }

    /** UTF-8 length of the bytes this id stands for; 0 for special tokens. */
    int byteLength(int id);

    /**
     * The bytes this id stands for inside a text, a copy; empty for special tokens. They need not
     * be whole UTF-8 characters. At the beginning of a text some decoders drop a space.
     *
     * @throws IllegalArgumentException if the id is not in the vocabulary
     */
    byte[] tokenBytes(int id);
}
