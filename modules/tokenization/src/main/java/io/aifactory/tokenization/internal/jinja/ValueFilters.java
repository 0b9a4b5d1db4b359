package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters of single values. */
final class ValueFilters {
    private static final int LARGEST_BASE = 36;

    static final Map<String, Filters.Filter> ALL =
            Map.ofEntries(
                    Map.entry("abs", ValueFilters::abs),
                    Map.entry("d", ValueFilters::standard),
                    Map.entry("default", ValueFilters::standard),
                    Map.entry("float", ValueFilters::real),
                    Map.entry("int", ValueFilters::whole),
                    Map.entry("round", ValueFilters::round),
                    Map.entry("tojson", ValueFilters::json));

    private ValueFilters() {}

    private static Value standard(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("default_value", "boolean");
        boolean replaced =
                input instanceof Value.Undefined || (bound.flag("boolean") && !Types.truth(input));
        return replaced ? bound.get("default_value").orElse(Text.EMPTY) : input;
    }

    private static Value abs(Value input, Given given, Tools tools) {
        given.bind();
        if (input instanceof Value.Real(double number)) {
            return new Value.Real(Math.abs(number));
        }
        return Numbers.whole(input)
                .map(BigInteger::abs)
                .map(Numbers::whole)
                .orElseThrow(() -> Trouble.type("'abs' needs a number, not", input));
    }

    private static Value whole(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("default", "base");
        int base = bound.whole("base", 10);
        if (base < Character.MIN_RADIX || base > LARGEST_BASE) {
            throw Trouble.evaluation("'int' takes bases from 2 to 36");
        }
        Optional<BigInteger> number =
                input instanceof Text text
                        ? Numbers.parseWhole(text.value(), base)
                                .or(() ->
                                        Numbers.parseReal(text.value()).flatMap(ValueFilters::cut))
                        : input instanceof Value.Real(double real)
                                ? cut(real)
                                : Numbers.whole(requireDefined(input));
        return number.map(Numbers::whole).orElseGet(() -> bound.get("default").orElse(Value.of(0)));
    }

    private static Optional<BigInteger> cut(double number) {
        return Double.isFinite(number)
                ? Optional.of(new BigDecimal(number).toBigInteger())
                : Optional.empty();
    }

    private static Value requireDefined(Value value) {
        if (value instanceof Value.Undefined(String problem)) {
            throw Trouble.evaluation(problem);
        }
        return value;
    }

    private static Value real(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("default");
        Optional<Double> number =
                input instanceof Text text
                        ? Numbers.parseReal(text.value())
                        : Numbers.real(requireDefined(input));
        return number.<Value>map(Value.Real::new)
                .orElseGet(() -> bound.get("default").orElse(new Value.Real(0)));
    }

    private static Value round(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("precision", "method");
        int places = bound.whole("precision", 0);
        String method = bound.get("method").isPresent() ? bound.text("method").value() : "common";
        if (Math.abs((long) places) > TemplateLimits.WIDTH) {
            throw Trouble.limit("'round' to more than " + TemplateLimits.WIDTH + " places");
        }
        if (method.equals("common") && places >= 0 && Numbers.whole(input).isPresent()) {
            return Numbers.whole(Numbers.whole(input).get());
        }
        double number =
                Numbers.real(input)
                        .orElseThrow(() -> Trouble.type("'round' needs a number, not", input));
        double factor = Math.pow(10, places);
        return new Value.Real(
                switch (method) {
                    case "common" -> Numbers.rounded(number, places, RoundingMode.HALF_EVEN);
                    case "ceil" -> Math.ceil(number * factor) / factor;
                    case "floor" -> Math.floor(number * factor) / factor;
                    default ->
                            throw Trouble.evaluation(
                                    "'round' takes the methods common, ceil and floor");
                });
    }

    private static Value json(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("ensure_ascii", "indent", "separators", "sort_keys");
        Value indent = bound.get("indent").orElse(Value.NONE);
        boolean pretty = !(indent instanceof Value.None);
        String step = indent instanceof Text text ? text.value() : spaces(bound.whole("indent", 0));
        String item = pretty ? "," : ", ";
        String key = ": ";
        Value separators = bound.get("separators").orElse(Value.NONE);
        if (separators instanceof Value.Sequence(_, List<Value> items)
                && items.size() == 2
                && items.get(0) instanceof Text first
                && items.get(1) instanceof Text second) {
            item = first.value();
            key = second.value();
        } else if (!(separators instanceof Value.None)) {
            throw Trouble.evaluation("'separators' of 'tojson' must be two strings");
        }
        JsonText json =
                new JsonText(
                        step,
                        pretty,
                        bound.flag("ensure_ascii"),
                        bound.flag("sort_keys"),
                        item,
                        key,
                        tools.budget());
        return Text.foreign(json.of(input));
    }

    private static String spaces(int count) {
        if (count > TemplateLimits.WIDTH) {
            throw Trouble.limit("'tojson' with more than " + TemplateLimits.WIDTH + " spaces");
        }
        return " ".repeat(Math.max(0, count));
    }
}
