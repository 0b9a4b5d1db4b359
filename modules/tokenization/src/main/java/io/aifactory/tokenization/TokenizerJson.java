package io.aifactory.tokenization;

import io.aifactory.tokenization.internal.json.TokenizerDocument;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code tokenizer.json}, the file format of the Hugging Face tokenizers library: byte pairs
 * (GPT-2, Llama, Qwen, Gemma), WordPiece (BERT) and Unigram (T5, XLM-R).
 *
 * <p>Ids equal the library's, with one deliberate difference: text can never produce a special
 * token unless {@link Tokenizer#encodeWithSpecialTokens} is asked to.
 */
public final class TokenizerJson {
    /** Longer files are refused before they are parsed. */
    public static final int MAX_BYTES = 64 << 20;

    private TokenizerJson() {}

    /**
     * Reads a tokenizer.
     *
     * @throws InvalidTokenizerException if the document is damaged, hostile, or uses a component
     *     that is not supported; the exception names it
     */
    public static Tokenizer read(byte[] json) {
        requireSize(json.length);
        return TokenizerDocument.read(json);
    }

    /**
     * Reads a tokenizer from a file.
     *
     * @throws IOException if the file cannot be read
     * @throws InvalidTokenizerException as {@link #read(byte[])}
     */
    public static Tokenizer read(Path file) throws IOException {
        requireSize(Files.size(file));
        return read(Files.readAllBytes(file));
    }

    /**
     * Writes a tokenizer of this module; equal tokenizers give equal bytes.
     *
     * @throws IllegalArgumentException if the tokenizer comes from elsewhere
     */
    public static byte[] write(Tokenizer tokenizer) {
        if (tokenizer instanceof PipelineTokenizer pipeline) {
            return TokenizerDocument.write(pipeline);
        }
        throw new IllegalArgumentException(
                "only tokenizers of this module can be written, not " + tokenizer.getClass());
    }

    private static void requireSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new InvalidTokenizerException(
                    "tokenizer.json",
                    "the document",
                    "has " + bytes + " bytes; the limit is " + MAX_BYTES);
        }
    }
}
