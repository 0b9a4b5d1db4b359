package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.BinaryOperator;
import io.aifactory.tokenization.internal.jinja.Expression.CompareOperator;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/** {@code value is name(arguments)}. */
final class Tests {
    private static final Set<String> NAMES =
            Set.of(
                    "defined",
                    "undefined",
                    "none",
                    "boolean",
                    "true",
                    "false",
                    "integer",
                    "float",
                    "number",
                    "string",
                    "mapping",
                    "iterable",
                    "sequence",
                    "callable",
                    "odd",
                    "even",
                    "divisibleby",
                    "lower",
                    "upper",
                    "sameas",
                    "filter",
                    "test",
                    "in",
                    "eq",
                    "equalto",
                    "==",
                    "ne",
                    "!=",
                    "lt",
                    "lessthan",
                    "<",
                    "le",
                    "<=",
                    "gt",
                    "greaterthan",
                    ">",
                    "ge",
                    ">=");

    private Tests() {}

    static boolean known(String name) {
        return NAMES.contains(name);
    }

    static boolean holds(String name, Value value, Given given, Tools tools) {
        if (!known(name)) {
            throw Trouble.evaluation("there is no test '" + name + "'");
        }
        Optional<CompareOperator> comparison = comparison(name);
        if (comparison.isPresent()) {
            Value other = given.bind("other").required("other");
            return tools.comparing().holds(comparison.get(), value, other);
        }
        return switch (name) {
            case "divisibleby" ->
                    remainder(value, given.bind("num").required("num"), tools).signum() == 0;
            case "sameas" -> same(value, given.bind("other").required("other"));
            default -> {
                given.bind();
                yield holds(name, value, tools);
            }
        };
    }

    private static Optional<CompareOperator> comparison(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "eq", "equalto", "==" -> CompareOperator.EQUAL;
                    case "ne", "!=" -> CompareOperator.UNEQUAL;
                    case "lt", "lessthan", "<" -> CompareOperator.LESS;
                    case "le", "<=" -> CompareOperator.LESS_OR_EQUAL;
                    case "gt", "greaterthan", ">" -> CompareOperator.GREATER;
                    case "ge", ">=" -> CompareOperator.GREATER_OR_EQUAL;
                    case "in" -> CompareOperator.IN;
                    default -> null;
                });
    }

    private static boolean holds(String name, Value value, Tools tools) {
        return switch (name) {
            case "defined" -> !(value instanceof Value.Undefined);
            case "undefined" -> value instanceof Value.Undefined;
            case "none" -> value instanceof Value.None;
            case "boolean" -> value instanceof Value.Truth;
            case "true" -> value instanceof Value.Truth(boolean truth) && truth;
            case "false" -> value instanceof Value.Truth(boolean truth) && !truth;
            case "integer" -> value instanceof Value.Whole;
            case "float" -> value instanceof Value.Real;
            case "number" -> Numbers.real(value).isPresent();
            case "string" -> value instanceof Text;
            case "mapping" -> value instanceof Mapping;
            case "callable" -> isCallable(value);
            case "iterable" -> isIterable(value);
            case "sequence" -> isSequence(value);
            case "odd" -> remainder(value, Value.of(2), tools).signum() != 0;
            case "even" -> remainder(value, Value.of(2), tools).signum() == 0;
            case "lower" -> isCased(value, true, tools);
            case "upper" -> isCased(value, false, tools);
            case "filter" -> value instanceof Text text && Filters.known(text.value());
            default -> value instanceof Text text && known(text.value());
        };
    }

    /** Jinja's undefined counts as callable, and fails when it is called. */
    private static boolean isCallable(Value value) {
        return value instanceof Value.Callee
                || value instanceof Value.Undefined
                || value instanceof Loop;
    }

    private static boolean isIterable(Value value) {
        return value instanceof Text
                || value instanceof Value.Sequence
                || value instanceof Mapping
                || value instanceof Value.Generated
                || value instanceof Value.Undefined
                || value instanceof Loop;
    }

    /** What has a length and places; Jinja's undefined has both, and nothing in them. */
    private static boolean isSequence(Value value) {
        return value instanceof Text
                || (value instanceof Value.Sequence sequence && sequence.kind() != Value.Kind.VIEW)
                || value instanceof Mapping
                || value instanceof Value.Undefined;
    }

    private static boolean isCased(Value value, boolean lower, Tools tools) {
        Text text = tools.text(value);
        Text same =
                lower
                        ? new TextOperations(tools.budget()).lower(text)
                        : new TextOperations(tools.budget()).upper(text);
        return same.value().equals(text.value())
                && text.value()
                        .codePoints()
                        .anyMatch(lower ? Character::isLowerCase : Character::isUpperCase);
    }

    private static BigInteger remainder(Value value, Value divisor, Tools tools) {
        Value rest = tools.operators().binary(BinaryOperator.REMAINDER, value, divisor);
        return switch (rest) {
            case Value.Whole(BigInteger number) -> number;
            case Value.Real(double number) -> number == 0 ? BigInteger.ZERO : BigInteger.ONE;
            default -> throw Trouble.type("a number is needed, not", value);
        };
    }

    /** {@code is}: numbers and strings have no identity here, so that equal ones are the same. */
    private static boolean same(Value value, Value other) {
        return switch (value) {
            case Text text -> other instanceof Text o && text.value().equals(o.value());
            case Value.Sequence _, Mapping _, Value.Generated _, Value.Namespace _ ->
                    Comparing.identical(value, other);
            default -> value.equals(other);
        };
    }
}
