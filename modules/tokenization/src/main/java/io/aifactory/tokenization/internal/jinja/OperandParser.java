package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.Arguments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators stand between: literals, names, and what is written behind them. */
final class OperandParser {
    private static final int WHOLE_DIGITS = 1_000;

    private final TokenReader tokens;
    private final ExpressionParser expressions;

    OperandParser(TokenReader tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** An operand with its sign, attributes, calls, and filters and tests where they belong. */
    Expression signed(boolean filtered) {
        Token sign = tokens.peek();
        Expression value;
        if (sign.isOperator("-") || sign.isOperator("+")) {
            tokens.next();
            tokens.enter();
            value = new Expression.Negation(signed(false), sign.isOperator("-"), sign.line());
            tokens.leave();
        } else {
            value = primary();
        }
        value = postfix(value);
        return filtered ? filtersAndTests(value) : value;
    }

    Expression primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> {
                tokens.next();
                yield switch (token.text()) {
                    case "true", "True" -> new Expression.Literal(Value.TRUE);
                    case "false", "False" -> new Expression.Literal(Value.FALSE);
                    case "none", "None" -> new Expression.Literal(Value.NONE);
                    default -> new Expression.Name(token.text());
                };
            }
            case STRING -> string();
            case WHOLE -> {
                if (token.text().length() > WHOLE_DIGITS) {
                    throw tokens.error("a number of more than " + WHOLE_DIGITS + " digits");
                }
                tokens.next();
                yield new Expression.Literal(new Value.Whole(new BigInteger(token.text())));
            }
            case REAL -> {
                tokens.next();
                yield new Expression.Literal(new Value.Real(Double.parseDouble(token.text())));
            }
            case OPERATOR -> bracketed(token);
            default -> throw tokens.unexpected("an expression");
        };
    }

    private Expression string() {
        StringBuilder text = new StringBuilder();
        while (tokens.peek().is(Token.Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return new Expression.Literal(Text.ofTemplate(text.toString()));
    }

    private Expression bracketed(Token open) {
        tokens.enter();
        Expression value =
                switch (open.text()) {
                    case "(" -> {
                        tokens.next();
                        Expression inner = expressions.tuple(true, true);
                        tokens.expectOperator(")");
                        yield inner;
                    }
                    case "[" -> list();
                    case "{" -> dict();
                    default -> throw tokens.unexpected("an expression");
                };
        tokens.leave();
        return value;
    }

    private Expression list() {
        tokens.expectOperator("[");
        List<Expression> items = new ArrayList<>();
        while (!tokens.peek().isOperator("]")) {
            items.add(expressions.expression());
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("]");
        return new Expression.ListOf(items);
    }

    private Expression dict() {
        int line = tokens.peek().line();
        tokens.expectOperator("{");
        List<Expression.Pair> pairs = new ArrayList<>();
        while (!tokens.peek().isOperator("}")) {
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            pairs.add(new Expression.Pair(key, expressions.expression()));
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("}");
        return new Expression.DictOf(pairs, line);
    }

    private Expression postfix(Expression object) {
        return chained(
                object,
                (value, token) -> {
                    if (token.isOperator(".")) {
                        return Optional.of(attribute(value));
                    }
                    return token.isOperator("[") ? Optional.of(subscript(value)) : Optional.empty();
                });
    }

    private Expression filtersAndTests(Expression input) {
        return chained(
                input,
                (value, token) -> {
                    if (token.isOperator("|")) {
                        tokens.next();
                        return Optional.of(new Expression.Filtered(value, filter()));
                    }
                    return token.isName("is") ? Optional.of(test(value)) : Optional.empty();
                });
    }

    /** One link more of a chain; empty if the token begins none. */
    private interface Link {
        Optional<Expression> after(Expression value, Token token);
    }

    /** Applies links to a value as long as there are any; calls can stand in every chain. */
    private Expression chained(Expression first, Link link) {
        Expression value = first;
        int links = 0;
        while (true) {
            Token token = tokens.peek();
            Optional<Expression> linked =
                    token.isOperator("(")
                            ? Optional.of(new Expression.Call(value, arguments(), token.line()))
                            : link.after(value, token);
            if (linked.isEmpty()) {
                break;
            }
            value = linked.get();
            tokens.enter();
            links++;
        }
        for (int i = 0; i < links; i++) {
            tokens.leave();
        }
        return value;
    }

    private Expression attribute(Expression object) {
        int line = tokens.next().line();
        Token name = tokens.peek();
        if (name.is(Token.Kind.WHOLE)) {
            return new Expression.Item(object, primary(), line);
        }
        return new Expression.Attribute(
                object, tokens.expect(Token.Kind.NAME, "a name or a number").text(), line);
    }

    private Expression subscript(Expression object) {
        int line = tokens.next().line();
        Optional<Expression> from = sliceBound();
        if (from.isPresent() && tokens.skipOperator("]")) {
            return new Expression.Item(object, from.get(), line);
        }
        if (tokens.peek().isOperator(",")) {
            throw tokens.unsupported("a subscript of several values", line);
        }
        tokens.expectOperator(":");
        Optional<Expression> to = sliceBound();
        Optional<Expression> step = tokens.skipOperator(":") ? sliceBound() : Optional.empty();
        tokens.expectOperator("]");
        return new Expression.Slice(object, from, to, step, line);
    }

    private Optional<Expression> sliceBound() {
        return tokens.peek().isOperator(":") || tokens.peek().isOperator("]")
                ? Optional.empty()
                : Optional.of(expressions.expression());
    }

    Arguments arguments() {
        tokens.expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Optional<Expression> spread = Optional.empty();
        while (!tokens.peek().isOperator(")")) {
            Token token = tokens.peek();
            if (token.isOperator("**")) {
                throw tokens.unsupported("'**' before an argument", token.line());
            }
            if (spread.isEmpty() && tokens.skipOperator("*")) {
                spread = Optional.of(expressions.expression());
            } else if (token.is(Token.Kind.NAME) && tokens.peekNext().isOperator("=")) {
                tokens.next();
                tokens.next();
                if (named.put(token.text(), expressions.expression()) != null) {
                    throw tokens.error("the argument '" + token.text() + "' is given twice");
                }
            } else if (named.isEmpty() && spread.isEmpty()) {
                positional.add(expressions.expression());
            } else {
                throw tokens.error("an argument without a name after one with a name or '*'");
            }
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator(")");
        return new Arguments(positional, named, spread);
    }

    /** {@code | a | b(c)}, maybe none. */
    List<Expression.FilterCall> filters() {
        List<Expression.FilterCall> filters = new ArrayList<>();
        while (tokens.skipOperator("|")) {
            filters.add(filter());
        }
        return filters;
    }

    /** {@code name(arguments)}; the bar has been read. */
    Expression.FilterCall filter() {
        Token name = tokens.expect(Token.Kind.NAME, "the name of a filter");
        if (!Filters.known(name.text())) {
            throw tokens.unsupported("the filter '" + name.text() + "'", name.line());
        }
        Arguments arguments = tokens.peek().isOperator("(") ? arguments() : Arguments.NONE;
        return new Expression.FilterCall(name.text(), arguments, name.line());
    }

    private Expression test(Expression input) {
        int line = tokens.next().line();
        boolean negated = tokens.skipName("not");
        String name = tokens.expect(Token.Kind.NAME, "the name of a test").text();
        if (!Tests.known(name)) {
            throw tokens.unsupported("the test '" + name + "'", line);
        }
        Arguments arguments = Arguments.NONE;
        Token next = tokens.peek();
        if (next.isOperator("(")) {
            arguments = arguments();
        } else if (beginsArgument(next)) {
            if (next.isName("is")) {
                throw tokens.error("'is' cannot follow another 'is'; use parentheses");
            }
            arguments = new Arguments(List.of(postfix(primary())), Map.of(), Optional.empty());
        }
        Expression tested = new Expression.Tested(input, name, arguments, line);
        return negated ? new Expression.Not(tested) : tested;
    }

    private static boolean beginsArgument(Token token) {
        return switch (token.kind()) {
            case NAME ->
                    !token.text().equals("else")
                            && !token.text().equals("or")
                            && !token.text().equals("and");
            case STRING, WHOLE, REAL -> true;
            case OPERATOR -> token.isOperator("[") || token.isOperator("{");
            default -> false;
        };
    }
}
