package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.Tokenizer;

/** A vocabulary as the bytes its tokens stand for. */
public interface TokenBytes {
    /** Number of ids; every id is below it. */
    int vocabularySize();

    /** The bytes of a token, at most 32,767; empty for special tokens, which no grammar allows. */
    byte[] bytes(int id);

    /** The vocabulary of a tokenizer. */
    static TokenBytes of(Tokenizer tokenizer) {
        return new TokenBytes() {
            @Override
            public int vocabularySize() {
                return tokenizer.vocabularySize();
            }

            @Override
            public byte[] bytes(int id) {
                return tokenizer.tokenBytes(id);
            }
        };
    }
}
