package io.aifactory.tokenization.internal.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands for a value. Lines are those of the template, from 1. */
sealed interface Expression {
    record Literal(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    record Pair(Expression key, Expression value) {}

    record DictOf(List<Pair> pairs, int line) implements Expression {}

    /** {@code object.name}. */
    record Attribute(Expression object, String name, int line) implements Expression {}

    /** {@code object[index]}. */
    record Item(Expression object, Expression index, int line) implements Expression {}

    /** {@code object[from:to:step]}. */
    record Slice(
            Expression object,
            Optional<Expression> from,
            Optional<Expression> to,
            Optional<Expression> step,
            int line)
            implements Expression {}

    record Call(Expression callee, Arguments arguments, int line) implements Expression {}

    /** {@code input | name(arguments)}. */
    record Filtered(Expression input, FilterCall filter) implements Expression {}

    /** {@code input is name(arguments)}. */
    record Tested(Expression input, String test, Arguments arguments, int line)
            implements Expression {}

    record Negation(Expression operand, boolean minus, int line) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, int line)
            implements Expression {}

    /** {@code a ~ b ~ c}. */
    record Concatenation(List<Expression> parts) implements Expression {}

    /** {@code first < b <= c}: true if each pair of neighbours is. */
    record Comparison(Expression first, List<Comparand> others, int line) implements Expression {}

    record Comparand(CompareOperator operator, Expression operand) {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Not(Expression operand) implements Expression {}

    /** {@code then if test else otherwise}. */
    record Conditional(Expression test, Expression then, Optional<Expression> otherwise)
            implements Expression {}

    /**
     * @param spread {@code *list}: its elements follow the positional arguments
     */
    record Arguments(
            List<Expression> positional,
            Map<String, Expression> named,
            Optional<Expression> spread) {
        static final Arguments NONE = new Arguments(List.of(), Map.of(), Optional.empty());

        boolean isEmpty() {
            return positional.isEmpty() && named.isEmpty() && spread.isEmpty();
        }
    }

    record FilterCall(String name, Arguments arguments, int line) {}

    enum BinaryOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        DIVIDE_DOWN("//"),
        REMAINDER("%"),
        POWER("**");

        private final String sign;

        BinaryOperator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    enum CompareOperator {
        EQUAL("=="),
        UNEQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        IN("in"),
        NOT_IN("not in");

        private final String sign;

        CompareOperator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
