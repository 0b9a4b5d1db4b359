package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.Arguments;
import io.aifactory.tokenization.internal.jinja.Expression.BinaryOperator;
import io.aifactory.tokenization.internal.jinja.Expression.Comparand;
import io.aifactory.tokenization.internal.jinja.Expression.CompareOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators of expressions, by the precedence of Jinja 3.1 ({@code jinja2/parser.py}). */
final class ExpressionParser {
    private static final Map<String, BinaryOperator> SUMS =
            Map.of("+", BinaryOperator.ADD, "-", BinaryOperator.SUBTRACT);
    private static final Map<String, BinaryOperator> PRODUCTS =
            Map.of(
                    "*", BinaryOperator.MULTIPLY,
                    "/", BinaryOperator.DIVIDE,
                    "//", BinaryOperator.DIVIDE_DOWN,
                    "%", BinaryOperator.REMAINDER);
    private static final Map<String, BinaryOperator> POWERS = Map.of("**", BinaryOperator.POWER);
    private static final Map<String, CompareOperator> COMPARISONS =
            Map.of(
                    "==", CompareOperator.EQUAL,
                    "!=", CompareOperator.UNEQUAL,
                    "<", CompareOperator.LESS,
                    "<=", CompareOperator.LESS_OR_EQUAL,
                    ">", CompareOperator.GREATER,
                    ">=", CompareOperator.GREATER_OR_EQUAL);

    private final TokenReader tokens;
    private final OperandParser operands;

    ExpressionParser(TokenReader tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this);
    }

    /** With {@code a if b else c}. */
    Expression expression() {
        tokens.enter();
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression test = or();
            Optional<Expression> otherwise =
                    tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Expression.Conditional(test, value, otherwise);
            tokens.enter();
            tokens.leave();
        }
        tokens.leave();
        return value;
    }

    /** {@code a} or {@code a, b}; for {@code for} and {@code if}, without {@code a if b}. */
    Expression tuple(boolean conditional, boolean emptyAllowed) {
        List<Expression> items = new ArrayList<>();
        boolean tuple = false;
        while (!atEndOfTuple()) {
            items.add(conditional ? expression() : or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (tuple) {
            return new Expression.TupleOf(items);
        }
        if (!items.isEmpty()) {
            return items.getFirst();
        }
        if (!emptyAllowed) {
            throw tokens.unexpected("an expression");
        }
        return new Expression.TupleOf(items);
    }

    private boolean atEndOfTuple() {
        Token token = tokens.peek();
        return token.is(Token.Kind.VARIABLE_END)
                || token.is(Token.Kind.BLOCK_END)
                || token.isOperator(")");
    }

    Expression primary() {
        return operands.primary();
    }

    Arguments arguments() {
        return operands.arguments();
    }

    List<Expression.FilterCall> filters() {
        return operands.filters();
    }

    Expression.FilterCall filter() {
        return operands.filter();
    }

    /** Without {@code a if b}. */
    Expression or() {
        Expression left = and();
        int links = 0;
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
            links = linked(links);
        }
        unlink(links);
        return left;
    }

    private Expression and() {
        Expression left = not();
        int links = 0;
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
            links = linked(links);
        }
        unlink(links);
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression operand = not();
        tokens.leave();
        return new Expression.Not(operand);
    }

    private Expression comparison() {
        int line = tokens.peek().line();
        Expression first = sum();
        List<Comparand> others = new ArrayList<>();
        for (CompareOperator operator = compareOperator();
                operator != null;
                operator = compareOperator()) {
            others.add(new Comparand(operator, sum()));
        }
        return others.isEmpty() ? first : new Expression.Comparison(first, others, line);
    }

    private @Nullable CompareOperator compareOperator() {
        Token token = tokens.peek();
        if (token.is(Token.Kind.OPERATOR) && COMPARISONS.containsKey(token.text())) {
            return COMPARISONS.get(tokens.next().text());
        }
        if (tokens.skipName("in")) {
            return CompareOperator.IN;
        }
        if (token.isName("not") && tokens.peekNext().isName("in")) {
            tokens.next();
            tokens.next();
            return CompareOperator.NOT_IN;
        }
        return null;
    }

    private interface Level {
        Expression parse();
    }

    private Expression sum() {
        return chain(this::concatenation, SUMS);
    }

    private Expression concatenation() {
        List<Expression> parts = new ArrayList<>();
        parts.add(product());
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.Concatenation(parts);
    }

    private Expression product() {
        return chain(this::power, PRODUCTS);
    }

    private Expression power() {
        return chain(() -> operands.signed(true), POWERS);
    }

    private Expression chain(Level operand, Map<String, BinaryOperator> operators) {
        Expression left = operand.parse();
        int links = 0;
        while (tokens.peek().is(Token.Kind.OPERATOR)
                && operators.containsKey(tokens.peek().text())) {
            Token sign = tokens.next();
            BinaryOperator operator = operators.getOrDefault(sign.text(), BinaryOperator.ADD);
            left = new Expression.Binary(operator, left, operand.parse(), sign.line());
            links = linked(links);
        }
        unlink(links);
        return left;
    }

    /** A chain of operators is a tree as deep as the chain is long. */
    private int linked(int links) {
        tokens.enter();
        return links + 1;
    }

    private void unlink(int links) {
        for (int i = 0; i < links; i++) {
            tokens.leave();
        }
    }
}
