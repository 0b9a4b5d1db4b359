package io.aifactory.inference.model;

import io.aifactory.tokenization.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a tokenizer can be the one of a model, by what both files say. Embeddings are often
 * padded beyond the tokenizer's ids, and some tokenizers have special tokens for which a model has
 * no row; both are usual and accepted.
 */
final class TokenizerFit {
    /** Paddings known from published models leave more than this part of the rows in use. */
    private static final int LEAST_PART = 2;

    private TokenizerFit() {}

    /**
     * @param vocabulary rows of the model's embedding, at least 1
     * @param eosTokens that the model's configuration names
     * @return what is wrong, naming both files; empty if they fit
     */
    static Optional<String> problem(Tokenizer tokenizer, int vocabulary, List<Integer> eosTokens) {
        int size = tokenizer.vocabularySize();
        int[] framing = tokenizer.encodeFramed("");
        Optional<Integer> stray =
                IntStream.range(vocabulary, size)
                        .filter(id -> tokenizer.byteLength(id) > 0)
                        .boxed()
                        .findFirst()
                        .or(() ->
                                IntStream.of(framing)
                                        .boxed()
                                        .filter(id -> id >= vocabulary)
                                        .findFirst());
        if (stray.isPresent()) {
            return Optional.of(
                    "tokenizer.json gives texts the token %d, but config.json has a vocabulary of %d"
                            .formatted(stray.get(), vocabulary));
        }
        Optional<Integer> end = eosTokens.stream().filter(id -> id >= size).findFirst();
        if (end.isPresent()) {
            return Optional.of(
                    "config.json ends texts with the token %d, but tokenizer.json has %d tokens"
                            .formatted(end.get(), size));
        }
        if (size < vocabulary / LEAST_PART) {
            return Optional.of(
                    "tokenizer.json has %d tokens, but config.json has a vocabulary of %d"
                            .formatted(size, vocabulary));
        }
        return Optional.empty();
    }
}
