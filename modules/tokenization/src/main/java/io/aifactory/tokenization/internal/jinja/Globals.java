package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions every chat template can call: some of Jinja's, and those transformers adds. */
final class Globals {
    private Globals() {}

    static void define(Scope scope, Tools tools) {
        define(scope, "range", given -> range(given, tools));
        define(scope, "dict", Globals::dict);
        define(scope, "namespace", Globals::namespace);
        define(scope, "raise_exception", given -> raise(given, tools));
        define(scope, "strftime_now", given -> now(given, tools));
    }

    private static void define(Scope scope, String name, Value.Callee.Body body) {
        scope.set(name, new Value.Callee(name, body));
    }

    private static Value range(Given given, Tools tools) {
        Given.Bound bound = given.bind("start", "stop", "step");
        boolean one = bound.get("stop").isEmpty();
        long start = one ? 0 : whole(bound, "start");
        long stop = whole(bound, one ? "start" : "stop");
        long step = bound.get("step").isEmpty() ? 1 : whole(bound, "step");
        if (step == 0) {
            throw Trouble.evaluation("the step of 'range' cannot be zero");
        }
        long span = step > 0 ? stop - start : start - stop;
        long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
        tools.budget().items(count);
        List<Value> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(Value.of(start + i * step));
        }
        return Value.list(numbers);
    }

    private static long whole(Given.Bound bound, String name) {
        Value value = bound.required(name);
        BigInteger number =
                Numbers.whole(value)
                        .orElseThrow(() -> Trouble.type("'range' needs whole numbers, not", value));
        return Numbers.clamped(number);
    }

    private static Value dict(Given given) {
        if (given.positional().isEmpty()) {
            return Mapping.ofNames(given.named());
        }
        List<Mapping.Entry> entries = new ArrayList<>(mapping(given).entries());
        entries.addAll(Mapping.ofNames(given.named()).entries());
        return Mapping.of(entries);
    }

    private static Mapping mapping(Given given) {
        if (given.positional().size() == 1
                && given.positional().getFirst() instanceof Mapping mapping) {
            return mapping;
        }
        throw Trouble.unsupported("'" + given.callee() + "' of anything but one dict");
    }

    private static Value namespace(Given given) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        if (!given.positional().isEmpty()) {
            for (Mapping.Entry entry : mapping(given).entries()) {
                if (entry.key() instanceof Text name) {
                    attributes.put(name.value(), entry.value());
                }
            }
        }
        attributes.putAll(given.named());
        return new Value.Namespace(attributes);
    }

    private static Value raise(Given given, Tools tools) {
        String message =
                given.bind("message")
                        .get("message")
                        .map(value -> tools.text(value).value())
                        .filter(text -> !text.isBlank())
                        .orElse("the model's chat template refuses this conversation");
        throw Trouble.refused(
                message.length() <= TemplateLimits.MESSAGE_CHARACTERS
                        ? message
                        : message.substring(0, TemplateLimits.MESSAGE_CHARACTERS) + "…");
    }

    private static Value now(Given given, Tools tools) {
        String format = given.bind("format").text("format").value();
        return Text.foreign(Strftime.format(format, ZonedDateTime.now(tools.clock())));
    }
}
