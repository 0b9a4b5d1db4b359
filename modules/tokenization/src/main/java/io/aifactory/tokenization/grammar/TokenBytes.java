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
        return of(tokenizer, tokenizer.vocabularySize());
    }

    /**
     * The ids of a model whose tokenizer this is. Many models have more of them than their
     * tokenizer, to fill up a matrix; those stand for nothing.
     *
     * @param vocabularySize ids of the model
     */
    static TokenBytes of(Tokenizer tokenizer, int vocabularySize) {
        return new TokenBytes() {
            @Override
            public int vocabularySize() {
                return vocabularySize;
            }

            @Override
            public byte[] bytes(int id) {
                return id < tokenizer.vocabularySize() ? tokenizer.tokenBytes(id) : new byte[0];
            }
        };
    }
}
