package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a call.
 *
 * @param callee its name, for messages
 */
record Given(String callee, List<Value> positional, Map<String, Value> named) {
    static Given none(String callee) {
        return new Given(callee, List.of(), Map.of());
    }

    /** Assigns them to parameters; there may be none that fits no parameter. */
    Bound bind(String... parameters) {
        if (positional.size() > parameters.length) {
            throw Trouble.evaluation(
                    "'%s' takes at most %d arguments, not %d"
                            .formatted(callee, parameters.length, positional.size()));
        }
        List<String> names = List.of(parameters);
        for (String name : named.keySet()) {
            int place = names.indexOf(name);
            if (place < 0) {
                throw Trouble.evaluation("'%s' takes no argument '%s'".formatted(callee, name));
            }
            if (place < positional.size()) {
                throw Trouble.evaluation("'%s' is given '%s' twice".formatted(callee, name));
            }
        }
        return new Bound(this, names);
    }

    /** Arguments by the names of the parameters. */
    record Bound(Given given, List<String> names) {
        Optional<Value> get(String name) {
            int place = names.indexOf(name);
            return place < given.positional().size()
                    ? Optional.of(given.positional().get(place))
                    : Optional.ofNullable(given.named().get(name));
        }

        Value required(String name) {
            return get(name)
                    .orElseThrow(() ->
                            Trouble.evaluation(
                                    "'%s' needs the argument '%s'"
                                            .formatted(given.callee(), name)));
        }

        boolean flag(String name) {
            return get(name).map(Types::truth).orElse(false);
        }

        Text text(String name) {
            if (required(name) instanceof Text text) {
                return text;
            }
            throw wrong(name, "a string");
        }

        /** A whole number, cut off at the ends of {@code int}; none counts as absent. */
        int whole(String name, int absent) {
            Value value = get(name).orElse(Value.NONE);
            return switch (value) {
                case Value.None() -> absent;
                case Value.Whole(BigInteger number) -> Numbers.clamped(number);
                case Value.Truth(boolean truth) -> truth ? 1 : 0;
                default -> throw wrong(name, "a whole number");
            };
        }

        private Trouble wrong(String name, String wanted) {
            return Trouble.type(
                    "the argument '%s' of '%s' must be %s, not"
                            .formatted(name, given.callee(), wanted),
                    required(name));
        }
    }
}
