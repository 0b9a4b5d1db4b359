package io.aifactory.scheduler.testing;

import io.aifactory.contracts.worker.v1.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarState;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.TokenBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A short answer that a grammar describes, as a worker's model might give it. */
final class GrammarAnswers {
    private static final int END = 0;
    private static final int PATIENCE = 500;
    private static final GrammarCache GRAMMARS =
            new GrammarCache(
                    () -> new GrammarVocabulary(TokenBytes.of(Letters.tokenizer()), Set.of(END)),
                    GrammarLimits.DEFAULT,
                    1 << 24);

    private static final int QUOTE = Letters.encode("\"")[0];
    private static final int LETTER = Letters.encode("z")[0];

    /** What it says where it may, in this order; else the first that it may. */
    private static final int[] LIKED = Letters.encode("}]\",1:t");

    private GrammarAnswers() {}

    /** Its tokens, without an end token. */
    static List<Integer> tokens(Grammar wish) {
        GrammarState state = GRAMMARS.compiled(grammar(wish)).start();
        List<Integer> said = new ArrayList<>();
        while (!state.accepts() && said.size() < PATIENCE) {
            int token = next(state);
            said.add(token);
            state = state.advance(token);
        }
        return said;
    }

    private static int next(GrammarState state) {
        if (state.allows(QUOTE) && state.allows(LETTER)) {
            return QUOTE; // inside a string
        }
        for (int token : LIKED) {
            if (state.allows(token)) {
                return token;
            }
        }
        int token = Letters.encode("!")[0];
        while (!state.allows(token)) {
            token++;
        }
        return token;
    }

    private static io.aifactory.tokenization.grammar.Grammar grammar(Grammar wish) {
        return switch (wish.getKindCase()) {
            case JSON_SCHEMA ->
                    new io.aifactory.tokenization.grammar.Grammar.JsonSchema(wish.getJsonSchema());
            case REGEX -> new io.aifactory.tokenization.grammar.Grammar.Regex(wish.getRegex());
            case CHOICE ->
                    new io.aifactory.tokenization.grammar.Grammar.Choice(
                            wish.getChoice().getAlternativesList());
            case JSON_OBJECT -> new io.aifactory.tokenization.grammar.Grammar.JsonObject();
            case KIND_NOT_SET -> throw new IllegalArgumentException("a grammar without a kind");
        };
    }
}
