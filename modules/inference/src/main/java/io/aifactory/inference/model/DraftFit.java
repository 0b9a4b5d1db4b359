package io.aifactory.inference.model;

import io.aifactory.tokenization.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether two models mean the same by a token. A draft model sees nothing but ids of the other's
 * tokenizer, so what counts is what each id stands for, not how texts are cut. Rows beyond the
 * tokenizer's ids, with which embeddings are padded, need not be as many.
 */
final class DraftFit {
    private DraftFit() {}

    /**
     * @param json {@code tokenizer.json} of the model
     * @param draftJson that of the draft model
     * @return how they differ, the model first; empty if they do not
     */
    static Optional<String> problem(
            Tokenizer tokenizer, byte[] json, Tokenizer draft, byte[] draftJson) {
        if (Arrays.equals(json, draftJson)) {
            return Optional.empty();
        }
        if (tokenizer.vocabularySize() != draft.vocabularySize()) {
            return Optional.of(
                    "their tokenizers have %d and %d tokens"
                            .formatted(tokenizer.vocabularySize(), draft.vocabularySize()));
        }
        return IntStream.range(0, tokenizer.vocabularySize())
                .filter(id -> !Arrays.equals(tokenizer.tokenBytes(id), draft.tokenBytes(id)))
                .mapToObj(id ->
                        "token %d is %s in one tokenizer and %s in the other"
                                .formatted(id, shown(tokenizer, id), shown(draft, id)))
                .findFirst();
    }

    private static String shown(Tokenizer tokenizer, int id) {
        byte[] bytes = tokenizer.tokenBytes(id);
        return bytes.length == 0
                ? "a special token"
                : "'" + new String(bytes, StandardCharsets.UTF_8) + "'";
    }
}
