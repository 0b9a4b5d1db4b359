package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Parameters this factory does not do. Each is let through with the value that asks for nothing,
 * and refused otherwise: ignoring it would give an answer other than the one that was asked for.
 * Parameters that do not change the answer ({@code user}, {@code metadata}, {@code store} …) and
 * unknown ones are ignored.
 */
final class Refusals {
    private static final List<String> COLLECTIONS = List.of("tools", "functions", "suffix");
    private static final List<String> ANYTHING =
            List.of("prediction", "audio", "reasoning_effort", "web_search_options");

    private Refusals() {}

    static void check(JsonFields fields) {
        refuse(fields, "echo", Refusals::isFalse);
        COLLECTIONS.forEach(name -> refuse(fields, name, Refusals::isEmpty));
        ANYTHING.forEach(name -> refuse(fields, name, node -> false));
        refuse(fields, "tool_choice", node -> isOneOf(node, "none", "auto"));
        refuse(fields, "function_call", node -> isOneOf(node, "none", "auto"));
        refuse(fields, "modalities", node -> node.size() == 1 && isOneOf(node.get(0), "text"));
        fields.object("stream_options")
                .ifPresent(options -> refuse(options, "include_obfuscation", Refusals::isFalse));
    }

    private interface AsksForNothing {
        boolean test(JsonNode value);
    }

    private static void refuse(JsonFields fields, String name, AsksForNothing harmless) {
        fields.value(name)
                .filter(value -> !harmless.test(value))
                .ifPresent(value -> {
                    throw fields.unsupported(name, "leave it out");
                });
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isTextual() ? value.textValue().isEmpty() : value.isEmpty();
    }

    private static boolean isOneOf(JsonNode value, String... allowed) {
        return value.isTextual() && List.of(allowed).contains(value.textValue());
    }
}
