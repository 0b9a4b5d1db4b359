package io.aifactory.tokenization.internal.grammar.schema;

import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decimal numerals of an interval of integers from 0 on, without leading zeros. */
final class IntegerRange {
    static final Expression DIGIT = new Expression.Range('0', '9');
    private static final Expression NOT_ZERO = new Expression.Range('1', '9');

    private IntegerRange() {}

    /**
     * Numerals from {@code low} to {@code high}, both included.
     *
     * @param low at least 0
     * @param high empty: no bound
     */
    static Expression of(BigInteger low, Optional<BigInteger> high) {
        if (high.isPresent() && high.get().compareTo(low) < 0) {
            return Expression.nothing();
        }
        String first = low.toString();
        List<Expression> lengths = new ArrayList<>();
        int longest = high.map(h -> h.toString().length()).orElse(first.length());
        for (int length = first.length(); length <= longest; length++) {
            String from = length == first.length() ? first : "1" + "0".repeat(length - 1);
            String to =
                    high.isPresent() && length == longest
                            ? high.get().toString()
                            : "9".repeat(length);
            lengths.add(between(from, to));
        }
        if (high.isEmpty()) {
            lengths.add(
                    Expression.sequence(
                            NOT_ZERO,
                            new Expression.Repeat(DIGIT, first.length(), Expression.UNBOUNDED)));
        }
        return new Expression.Alternatives(lengths);
    }

    /** Digits of one length. */
    private static Expression between(String from, String to) {
        if (from.isEmpty()) {
            return Expression.empty();
        }
        char low = from.charAt(0);
        char high = to.charAt(0);
        String fromRest = from.substring(1);
        String toRest = to.substring(1);
        int rest = fromRest.length();
        if (low == high) {
            return Expression.sequence(new Expression.Range(low, low), between(fromRest, toRest));
        }
        List<Expression> ways = new ArrayList<>();
        ways.add(
                Expression.sequence(
                        new Expression.Range(low, low), between(fromRest, "9".repeat(rest))));
        ways.add(
                Expression.sequence(
                        new Expression.Range(high, high), between("0".repeat(rest), toRest)));
        if (low + 1 < high) {
            ways.add(
                    Expression.sequence(
                            new Expression.Range(low + 1, high - 1),
                            new Expression.Repeat(DIGIT, rest, rest)));
        }
        return new Expression.Alternatives(ways);
    }
}
