package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.tokenization.grammar.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarState;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import java.util.Optional;

/** Compiles what a request's text is to be. */
final class GrammarRequests {
    private static final String FIELD = "grammar";

    private GrammarRequests() {}

    /**
     * Where the text stands after the resumed tokens; empty if the request has no grammar. Its
     * first mask is ready, so that the device's thread need not look for it.
     *
     * @throws FactoryException {@code INVALID_REQUEST} with the compiler's words, or if the resumed
     *     tokens are not of this grammar
     */
    static Optional<GrammarState> check(GenerateRequest request, GrammarCache grammars) {
        if (!request.hasGrammar()) {
            return Optional.empty();
        }
        GrammarState start = compiled(grammar(request.getGrammar()), grammars);
        int[] resumed = request.getResumedTokensList().stream().mapToInt(t -> t).toArray();
        try {
            GrammarState state = start.after(resumed);
            state.allowed();
            return Optional.of(state);
        } catch (IllegalArgumentException e) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "resumed_tokens are not the beginning of a text that grammar"
                                    + " describes.",
                            e)
                    .withParameter("resumed_tokens");
        }
    }

    private static GrammarState compiled(Grammar grammar, GrammarCache grammars) {
        try {
            return grammars.compiled(grammar).start();
        } catch (InvalidGrammarException e) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "%s is not usable: %s.".formatted(FIELD, e.getMessage()),
                            e)
                    .withParameter(FIELD);
        }
    }

    private static Grammar grammar(io.aifactory.contracts.worker.v1.Grammar wish) {
        return switch (wish.getKindCase()) {
            case JSON_SCHEMA -> new Grammar.JsonSchema(wish.getJsonSchema());
            case REGEX -> new Grammar.Regex(wish.getRegex());
            case CHOICE -> new Grammar.Choice(wish.getChoice().getAlternativesList());
            case JSON_OBJECT -> new Grammar.JsonObject();
            case KIND_NOT_SET ->
                    throw new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "grammar has no kind; leave it out for any text.")
                            .withParameter(FIELD);
        };
    }
}
