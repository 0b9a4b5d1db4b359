package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.internal.grammar.automaton.Automata;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import io.aifactory.tokenization.internal.grammar.automaton.Linker;
import io.aifactory.tokenization.internal.grammar.automaton.Rule;
import io.aifactory.tokenization.internal.grammar.mask.TokenMasks;
import io.aifactory.tokenization.internal.grammar.regex.RegexParser;
import io.aifactory.tokenization.internal.grammar.schema.SchemaCompiler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compiles grammars for one vocabulary, within limits. Thread-safe. */
public final class GrammarCompiler {
    private static final String WHOLE = "the grammar";

    private final GrammarVocabulary vocabulary;
    private final GrammarLimits limits;

    public GrammarCompiler(GrammarVocabulary vocabulary, GrammarLimits limits) {
        this.vocabulary = vocabulary;
        this.limits = limits;
    }

    /**
     * Compiles a grammar.
     *
     * @throws InvalidGrammarException if it is malformed, uses what is not supported, can never be
     *     satisfied, or exceeds a limit; the exception names the place and what to do
     */
    public TokenGrammar compile(Grammar grammar) {
        Budget budget = new Budget(limits);
        List<Rule> rules =
                switch (grammar) {
                    case Grammar.Regex(String pattern) ->
                            single(RegexParser.whole(pattern, budget), budget);
                    case Grammar.Choice(List<String> texts) -> single(choice(texts), budget);
                    case Grammar.JsonSchema(String schema) -> SchemaCompiler.rules(schema, budget);
                    case Grammar.JsonObject() ->
                            SchemaCompiler.rules(
                                    "{\"type\":\"object\",\"additionalProperties\":true}", budget);
                };
        TokenMasks masks =
                new TokenMasks(
                        vocabulary.trie(),
                        vocabulary.commonMasks(),
                        Linker.link(rules, vocabulary.trie().single(), budget),
                        limits.cacheBytes());
        return new TokenGrammar(vocabulary, masks, budget.work());
    }

    private static List<Rule> single(Expression expression, Budget budget) {
        return List.of(new Rule(Automata.compile(expression, WHOLE, budget), WHOLE));
    }

    private Expression choice(List<String> texts) {
        if (texts.isEmpty() || texts.size() > limits.values()) {
            throw new InvalidGrammarException(
                    "the choice",
                    "has " + texts.size() + " texts; give from 1 to " + limits.values());
        }
        long bytes = 0;
        for (String text : texts) {
            if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
                throw new InvalidGrammarException(
                        "the choice", "holds half a surrogate pair, which is no character");
            }
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > limits.schemaBytes()) {
            throw new InvalidGrammarException(
                    "the choice",
                    "has " + bytes + " bytes of text; the limit is " + limits.schemaBytes());
        }
        return new Expression.Alternatives(
                texts.stream().<Expression>map(Expression.Literal::new).toList());
    }
}
