package io.aifactory.tokenization.internal.grammar.schema;

import io.aifactory.tokenization.internal.grammar.automaton.Automata;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.DfaProduct;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.List;
import java.util.Optional;

/**
 * What every JSON grammar is made of. White space may stand where people put it: after opening
 * brackets, commas and colons, and before closing brackets.
 */
final class JsonTerms {
    private final RuleTable rules;
    private final Budget budget;
    private final StringForm strings;
    private final Expression space;

    JsonTerms(RuleTable rules, Budget budget) {
        this.rules = rules;
        this.budget = budget;
        this.strings = new StringForm(budget);
        this.space =
                new Expression.Repeat(
                        Expression.alternatives(
                                new Expression.Literal(" "),
                                new Expression.Literal("\n"),
                                new Expression.Literal("\t")),
                        0,
                        budget.limits().whitespace());
    }

    StringForm strings() {
        return strings;
    }

    Expression string() {
        return rules.callCommon("string", StringForm::free);
    }

    Expression number() {
        return rules.callCommon("number", () -> NumberForm.NUMBER);
    }

    Expression integer() {
        return rules.callCommon("integer", () -> NumberForm.INTEGER);
    }

    Expression comma() {
        return Expression.sequence(new Expression.Literal(","), space);
    }

    Expression bracketed(String open, Expression content, String close) {
        return Expression.sequence(
                new Expression.Literal(open), space, content, new Expression.Literal(close));
    }

    /** Content that something may be, with white space before the closing bracket. */
    Expression spaced(Expression content) {
        return Expression.sequence(content, space);
    }

    Expression member(Expression name, Expression value) {
        return Expression.sequence(name, new Expression.Literal(":"), space, value);
    }

    /** Any value. */
    Expression any() {
        return rules.call(
                "any",
                RuleTable.nowhere(),
                () ->
                        Expression.alternatives(
                                string(),
                                number(),
                                new Expression.Literal("true"),
                                new Expression.Literal("false"),
                                new Expression.Literal("null"),
                                list("[", any(), "]"),
                                list("{", member(string(), any()), "}")));
    }

    private Expression list(String open, Expression item, String close) {
        Expression items =
                Expression.sequence(item, Expression.any(Expression.sequence(comma(), item)));
        return bracketed(open, Expression.optional(spaced(items)), close);
    }

    /** A property name that is none of those listed. */
    Expression otherName(Place place, List<String> names) {
        if (names.isEmpty()) {
            return string();
        }
        return rules.call(
                names,
                place,
                () -> {
                    Expression listed =
                            new Expression.Alternatives(
                                    names.stream()
                                            .map(name -> Literals.content(place, name))
                                            .toList());
                    Expression quote = new Expression.Literal("\"");
                    return Expression.sequence(
                            quote,
                            new Expression.Embedded(
                                    DfaProduct.difference(
                                            Automata.compile(
                                                    strings.content(), place.pointer(), budget),
                                            Automata.compile(listed, place.pointer(), budget),
                                            budget)),
                            quote);
                });
    }

    /** An object of the given members. */
    Expression object(List<Expression.Member> members, Optional<Expression> others) {
        Expression content = new Expression.Members(members, others, comma());
        boolean mayBeEmpty = members.stream().noneMatch(Expression.Member::required);
        return bracketed(
                "{",
                mayBeEmpty
                        ? Expression.alternatives(Expression.empty(), spaced(content))
                        : spaced(content),
                "}");
    }
}
