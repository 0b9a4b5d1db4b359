package io.aifactory.tokenization.internal.grammar.regex;

import io.aifactory.tokenization.grammar.InvalidGrammarException;
import io.aifactory.tokenization.internal.grammar.automaton.Automata;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a regular expression: the regular part of ECMA-262 with the {@code u} flag. {@code \d},
 * {@code \w} and {@code \s} are ASCII; dot is everything but line ends; groups do not capture; lazy
 * quantifiers mean the same as greedy ones, since only the language counts.
 */
public final class RegexParser {
    private static final int LARGE_SET = 24;

    private final PatternScanner scanner;
    private final CharacterCode code;
    private final boolean search;
    private final Budget budget;
    private final Map<CodePoints, Expression> written = new HashMap<>();

    private RegexParser(String pattern, CharacterCode code, boolean search, Budget budget) {
        int limit = budget.limits().patternCharacters();
        if (pattern.length() > limit) {
            throw new InvalidGrammarException(
                    "offset " + limit,
                    "the pattern has " + pattern.length() + " characters; the limit is " + limit);
        }
        this.scanner = new PatternScanner(pattern);
        this.code = code;
        this.search = search;
        this.budget = budget;
    }

    /** Texts that match as a whole. */
    public static Expression whole(String pattern, Budget budget) {
        return new RegexParser(pattern, CharacterCode.UTF_8, false, budget).parse();
    }

    /** Contents of JSON strings whose value matches as a whole. */
    public static Expression wholeJsonString(String pattern, Budget budget) {
        return new RegexParser(pattern, CharacterCode.JSON_STRING, false, budget).parse();
    }

    /** Contents of JSON strings in whose value the pattern is found somewhere. */
    public static Expression foundInJsonString(String pattern, Budget budget) {
        return new RegexParser(pattern, CharacterCode.JSON_STRING, true, budget).parse();
    }

    private Expression parse() {
        Expression anything = Expression.any(write(CodePoints.ALL));
        List<Expression> alternatives = new ArrayList<>();
        do {
            List<Expression> parts = new ArrayList<>();
            if (!scanner.take('^') && search) {
                parts.add(anything);
            }
            terms(parts, 1);
            if (!scanner.take('$') && search) {
                parts.add(anything);
            }
            alternatives.add(new Expression.Sequence(parts));
        } while (scanner.take('|'));
        if (!scanner.atEnd()) {
            throw scanner.problem("')' closes no group; write \\)");
        }
        return new Expression.Alternatives(alternatives);
    }

    private Expression group(int depth) {
        if (depth > budget.limits().depth()) {
            throw scanner.problem(
                    "groups are nested more than " + budget.limits().depth() + " deep");
        }
        scanner.skipGroupPrefix();
        List<Expression> alternatives = new ArrayList<>();
        do {
            List<Expression> parts = new ArrayList<>();
            terms(parts, depth);
            alternatives.add(new Expression.Sequence(parts));
        } while (scanner.take('|'));
        if (!scanner.take(')')) {
            throw scanner.problem("a group is not closed; add ')'");
        }
        return new Expression.Alternatives(alternatives);
    }

    /** Up to {@code |}, {@code )}, a closing {@code $} or the end. */
    private void terms(List<Expression> parts, int depth) {
        while (!scanner.atEnd() && !scanner.sees('|') && !scanner.sees(')')) {
            if (scanner.sees('$') && depth == 1) {
                scanner.requireLastOfAlternative();
                return;
            }
            budget.spend(1);
            parts.add(quantified(atom(depth)));
        }
    }

    private Expression atom(int depth) {
        if (scanner.take('(')) {
            return group(depth + 1);
        }
        return write(new CharacterParser(scanner).oneCharacter());
    }

    /** Large sets are made small once, not with every repetition. */
    private Expression write(CodePoints characters) {
        return written.computeIfAbsent(
                characters,
                set -> {
                    Expression expression = code.write(set);
                    return expression.size() < LARGE_SET
                            ? expression
                            : new Expression.Embedded(
                                    Automata.compile(
                                            expression, "offset " + scanner.offset(), budget));
                });
    }

    private Expression quantified(Expression atom) {
        int offset = scanner.offset();
        Expression result = atom;
        if (scanner.take('?')) {
            result = Expression.optional(atom);
        } else if (scanner.take('*')) {
            result = Expression.any(atom);
        } else if (scanner.take('+')) {
            result = new Expression.Repeat(atom, 1, Expression.UNBOUNDED);
        } else if (scanner.take('{')) {
            result = counted(atom);
        } else {
            return result;
        }
        scanner.take('?');
        if (scanner.sees('*') || scanner.sees('+') || scanner.sees('?') || scanner.sees('{')) {
            throw scanner.problem(
                    "a quantifier follows a quantifier; use a group or leave one out");
        }
        budget.requireSize(result.size(), "offset " + offset);
        return result;
    }

    private Expression counted(Expression atom) {
        int minimum = bound();
        int maximum = minimum;
        if (scanner.take(',')) {
            maximum = scanner.sees('}') ? Expression.UNBOUNDED : bound();
        }
        if (!scanner.take('}')) {
            throw scanner.problem("'{' begins no count such as {2,5}; write \\{");
        }
        if (maximum != Expression.UNBOUNDED && maximum < minimum) {
            throw scanner.problem("a count ends before it begins");
        }
        return new Expression.Repeat(atom, minimum, maximum);
    }

    private int bound() {
        int limit = budget.limits().repetitions();
        int value = scanner.number();
        if (value > limit) {
            throw scanner.problem("a count is above the limit of " + limit);
        }
        return value;
    }
}
