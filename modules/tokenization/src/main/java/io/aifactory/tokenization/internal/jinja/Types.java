package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;

/** What Python says of values by their type. */
final class Types {
    private Types() {}

    /** The type for messages. */
    static String described(Value value) {
        return switch (value) {
            case Value.Undefined undefined -> "something undefined: " + undefined.problem();
            case Value.None() -> "none";
            case Value.Truth _ -> "a boolean";
            case Value.Whole _, Value.Real _ -> "a number";
            case Text _ -> "a string";
            case Value.Sequence(Value.Kind kind, _) ->
                    kind == Value.Kind.TUPLE ? "a tuple" : "a list";
            case Mapping _ -> "a dict";
            case Value.Generated _ -> "what a filter yields (write '| list' behind it)";
            case Value.Namespace _ -> "a namespace";
            case Value.Callee callee -> "the function '" + callee.name() + "'";
            case Loop _ -> "the loop";
        };
    }

    /** The name of the Python type, as Jinja's messages have it. */
    static String name(Value value) {
        return switch (value) {
            case Value.Undefined _ -> "Undefined";
            case Value.None() -> "None";
            case Value.Truth _ -> "bool";
            case Value.Whole _ -> "int";
            case Value.Real _ -> "float";
            case Text _ -> "str";
            case Value.Sequence(Value.Kind kind, _) ->
                    switch (kind) {
                        case LIST -> "list";
                        case TUPLE -> "tuple";
                        case VIEW -> "dict_view";
                    };
            case Mapping _ -> "dict";
            case Value.Generated _ -> "generator";
            case Value.Namespace _ -> "Namespace";
            case Value.Callee _ -> "function";
            case Loop _ -> "loop";
        };
    }

    /** {@code bool(value)}. */
    static boolean truth(Value value) {
        return switch (value) {
            case Value.Undefined _, Value.None() -> false;
            case Value.Truth(boolean truth) -> truth;
            case Value.Whole(BigInteger number) -> number.signum() != 0;
            case Value.Real(double number) -> number != 0;
            case Text text -> !text.isEmpty();
            case Value.Sequence sequence -> !sequence.items().isEmpty();
            case Mapping mapping -> mapping.size() > 0;
            case Value.Generated _, Value.Namespace _, Value.Callee _, Loop _ -> true;
        };
    }
}
