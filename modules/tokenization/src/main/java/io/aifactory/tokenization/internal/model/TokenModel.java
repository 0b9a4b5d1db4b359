package io.aifactory.tokenization.internal.model;

import org.jspecify.annotations.Nullable;

/** Turns pre-tokens into ids. Thread-safe. */
public sealed interface TokenModel permits BytePairModel, UnigramModel, WordPieceModel {
    /** Appends the ids of one pre-token. */
    void encode(String word, IntBuffer out);

    /** Highest id plus one. */
    int size();

    /** The token of an id below {@link #size}; null where the vocabulary has a hole. */
    @Nullable String token(int id);
}
