package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import io.aifactory.tokenization.internal.grammar.automaton.Automata;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Dfa;
import io.aifactory.tokenization.internal.grammar.automaton.DfaProduct;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import io.aifactory.tokenization.internal.grammar.regex.CharacterCode;
import io.aifactory.tokenization.internal.grammar.regex.CodePoints;
import io.aifactory.tokenization.internal.grammar.regex.RegexParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Strings. A free string may use every spelling JSON has, surrogate pairs as two escapes in the
 * right order included; one with a length, pattern or format writes each character in one way.
 */
final class StringForm {
    private static final Expression QUOTE = new Expression.Literal("\"");

    private final Budget budget;
    private final Expression character;

    StringForm(Budget budget) {
        this.budget = budget;
        this.character =
                new Expression.Embedded(
                        Automata.compile(
                                CharacterCode.JSON_STRING.write(CodePoints.ALL), "#", budget));
    }

    static boolean isFree(ObjectNode schema) {
        JsonNode format = schema.get("format");
        return !schema.has("minLength")
                && !schema.has("maxLength")
                && !schema.has("pattern")
                && (format == null || !Formats.PATTERNS.containsKey(format.asText()));
    }

    /** Any string. */
    static Expression free() {
        Expression hex =
                Expression.alternatives(
                        new Expression.Range('0', '9'),
                        new Expression.Range('A', 'F'),
                        new Expression.Range('a', 'f'));
        Expression d = Expression.alternatives(of('D'), of('d'));
        Expression unit =
                Expression.alternatives(
                        Expression.sequence(
                                Expression.alternatives(
                                        new Expression.Range('0', '9'),
                                        new Expression.Range('A', 'C'),
                                        new Expression.Range('a', 'c'),
                                        new Expression.Range('E', 'F'),
                                        new Expression.Range('e', 'f')),
                                hex,
                                hex,
                                hex),
                        Expression.sequence(d, new Expression.Range('0', '7'), hex, hex));
        Expression high =
                Expression.sequence(
                        d,
                        Expression.alternatives(
                                new Expression.Range('8', '9'),
                                new Expression.Range('A', 'B'),
                                new Expression.Range('a', 'b')),
                        hex,
                        hex);
        Expression low =
                Expression.sequence(
                        d,
                        Expression.alternatives(
                                new Expression.Range('C', 'F'), new Expression.Range('c', 'f')),
                        hex,
                        hex);
        Expression escape = new Expression.Literal("\\u");
        Expression one =
                Expression.alternatives(
                        CharacterCode.UTF_8.write(CharacterCode.UNESCAPED),
                        Expression.sequence(
                                of('\\'),
                                CharacterCode.UTF_8.write(CodePoints.anyOf("\"\\/bfnrt"))),
                        Expression.sequence(escape, unit),
                        Expression.sequence(escape, high, escape, low));
        return Expression.sequence(QUOTE, Expression.any(one), QUOTE);
    }

    private static Expression of(char c) {
        return new Expression.Range(c, c);
    }

    /** Any string written canonically, without its quotation marks. */
    Expression content() {
        return Expression.any(character);
    }

    /** A string with constraints, all of which hold. */
    Expression constrained(Place place, ObjectNode schema) {
        List<Expression> contents = new ArrayList<>();
        JsonNode pattern = schema.get("pattern");
        if (pattern != null) {
            if (!pattern.isTextual()) {
                throw place.problem("'pattern' must be a string");
            }
            try {
                contents.add(RegexParser.foundInJsonString(pattern.textValue(), budget));
            } catch (InvalidGrammarException e) {
                throw e.within(place.child(pattern, "pattern").pointer());
            }
        }
        JsonNode format = schema.get("format");
        if (format != null && Formats.PATTERNS.containsKey(format.asText())) {
            contents.add(
                    RegexParser.wholeJsonString(
                            Formats.PATTERNS.getOrDefault(format.asText(), ""), budget));
        }
        if (schema.has("minLength") || schema.has("maxLength")) {
            Counts counts = Counts.of(place, schema, "minLength", "maxLength", budget);
            contents.add(new Expression.Repeat(character, counts.minimum(), counts.maximum()));
        }
        return Expression.sequence(QUOTE, all(contents, place), QUOTE);
    }

    private Expression all(List<Expression> contents, Place place) {
        if (contents.size() == 1) {
            return contents.getFirst();
        }
        Dfa common = Automata.compile(contents.getFirst(), place.pointer(), budget);
        for (Expression content : contents.subList(1, contents.size())) {
            common =
                    DfaProduct.intersection(
                            common, Automata.compile(content, place.pointer(), budget), budget);
        }
        return new Expression.Embedded(common);
    }
}
