package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers: exactly the JSON grammar, or an interval written without exponent. */
final class NumberForm {
    private static final int MAX_DIGITS = 18;
    private static final Expression DIGITS =
            new Expression.Repeat(IntegerRange.DIGIT, 1, Expression.UNBOUNDED);
    private static final Expression MINUS = new Expression.Literal("-");
    private static final Expression POINT = new Expression.Literal(".");
    private static final Expression FRACTION =
            Expression.optional(Expression.sequence(POINT, DIGITS));
    private static final Expression ZERO_FRACTION =
            Expression.optional(
                    Expression.sequence(
                            POINT,
                            new Expression.Repeat(
                                    new Expression.Literal("0"), 1, Expression.UNBOUNDED)));
    private static final Expression POSITIVE_FRACTION =
            Expression.sequence(
                    POINT,
                    Expression.any(IntegerRange.DIGIT),
                    new Expression.Range('1', '9'),
                    Expression.any(IntegerRange.DIGIT));
    private static final Expression NATURAL = IntegerRange.of(BigInteger.ZERO, Optional.empty());

    static final Expression INTEGER = Expression.sequence(Expression.optional(MINUS), NATURAL);
    static final Expression NUMBER =
            Expression.sequence(
                    INTEGER,
                    FRACTION,
                    Expression.optional(
                            Expression.sequence(
                                    Expression.alternatives(
                                            new Expression.Literal("e"),
                                            new Expression.Literal("E")),
                                    Expression.optional(
                                            Expression.alternatives(
                                                    new Expression.Literal("+"), MINUS)),
                                    DIGITS)));

    /** A bound; exclusive or not. */
    private record Bound(BigDecimal value, boolean exclusive) {
        Bound negated() {
            return new Bound(value.negate(), exclusive);
        }
    }

    private NumberForm() {}

    static boolean isBounded(ObjectNode schema) {
        return schema.has("minimum")
                || schema.has("maximum")
                || schema.has("exclusiveMinimum")
                || schema.has("exclusiveMaximum");
    }

    static Expression integers(Place place, ObjectNode schema) {
        Optional<BigInteger> low =
                lower(place, schema)
                        .map(b ->
                                b.exclusive()
                                        ? floor(b.value()).add(BigInteger.ONE)
                                        : ceiling(b.value()));
        Optional<BigInteger> high =
                upper(place, schema)
                        .map(b ->
                                b.exclusive()
                                        ? ceiling(b.value()).subtract(BigInteger.ONE)
                                        : floor(b.value()));
        List<Expression> ways = new ArrayList<>();
        if (high.isEmpty() || high.get().signum() >= 0) {
            ways.add(IntegerRange.of(low.orElse(BigInteger.ZERO).max(BigInteger.ZERO), high));
        }
        if (low.isEmpty() || low.get().signum() < 0) {
            BigInteger smallest =
                    high.map(BigInteger::negate).orElse(BigInteger.ONE).max(BigInteger.ONE);
            ways.add(
                    Expression.sequence(
                            MINUS, IntegerRange.of(smallest, low.map(BigInteger::negate))));
        }
        return new Expression.Alternatives(ways);
    }

    /** Bounds of fractions must be whole numbers. */
    static Expression numbers(Place place, ObjectNode schema) {
        Optional<Bound> low = lower(place, schema);
        Optional<Bound> high = upper(place, schema);
        for (Bound bound : Stream.concat(low.stream(), high.stream()).toList()) {
            if (bound.value().stripTrailingZeros().scale() > 0) {
                throw place.problem(
                        "bounds of a 'number' must be whole numbers; round them, or use 'integer'");
            }
        }
        List<Expression> ways = new ArrayList<>();
        if (high.isEmpty() || high.get().value().signum() >= 0) {
            ways.add(magnitudes(fromZero(low), high));
        }
        if (low.isEmpty() || low.get().value().signum() <= 0) {
            ways.add(
                    Expression.sequence(
                            MINUS,
                            magnitudes(
                                    fromZero(high.map(Bound::negated)), low.map(Bound::negated))));
        }
        return new Expression.Alternatives(ways);
    }

    private static Bound fromZero(Optional<Bound> low) {
        return low.filter(b -> b.value().signum() >= 0).orElse(new Bound(BigDecimal.ZERO, false));
    }

    private static Expression magnitudes(Bound low, Optional<Bound> high) {
        BigInteger from = low.value().toBigIntegerExact();
        Optional<BigInteger> to = high.map(b -> b.value().toBigIntegerExact());
        BigInteger whole = low.exclusive() ? from.add(BigInteger.ONE) : from;
        List<Expression> ways = new ArrayList<>();
        ways.add(
                Expression.sequence(
                        IntegerRange.of(whole, to.map(t -> t.subtract(BigInteger.ONE))), FRACTION));
        if (low.exclusive() && (to.isEmpty() || from.compareTo(to.get()) < 0)) {
            ways.add(
                    Expression.sequence(
                            new Expression.Literal(from.toString()), POSITIVE_FRACTION));
        }
        if (to.isPresent() && !high.get().exclusive() && to.get().compareTo(whole) >= 0) {
            ways.add(
                    Expression.sequence(
                            new Expression.Literal(to.get().toString()), ZERO_FRACTION));
        }
        return new Expression.Alternatives(ways);
    }

    private static Optional<Bound> lower(Place place, ObjectNode schema) {
        Optional<Bound> in = bound(place, schema, "minimum", false);
        Optional<Bound> ex = bound(place, schema, "exclusiveMinimum", true);
        return in.isPresent() && ex.isPresent()
                ? (ex.get().value().compareTo(in.get().value()) >= 0 ? ex : in)
                : in.or(() -> ex);
    }

    private static Optional<Bound> upper(Place place, ObjectNode schema) {
        Optional<Bound> in = bound(place, schema, "maximum", false);
        Optional<Bound> ex = bound(place, schema, "exclusiveMaximum", true);
        return in.isPresent() && ex.isPresent()
                ? (ex.get().value().compareTo(in.get().value()) <= 0 ? ex : in)
                : in.or(() -> ex);
    }

    private static Optional<Bound> bound(
            Place place, ObjectNode schema, String keyword, boolean exclusive) {
        JsonNode node = schema.get(keyword);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isNumber()) {
            throw place.problem("'" + keyword + "' must be a number");
        }
        BigDecimal value = node.decimalValue();
        if ((long) value.precision() - value.scale() > MAX_DIGITS
                || value.scale() > 100
                || value.precision() > 100) {
            throw place.problem("'" + keyword + "' has more than " + MAX_DIGITS + " digits");
        }
        return Optional.of(new Bound(value, exclusive));
    }

    private static BigInteger floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    private static BigInteger ceiling(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING).toBigInteger();
    }
}
