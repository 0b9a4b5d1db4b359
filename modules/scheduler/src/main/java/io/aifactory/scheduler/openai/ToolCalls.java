package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls of tools that an assistant made earlier in a conversation. */
final class ToolCalls {
    private static final String FIELD = "tool_calls";

    private ToolCalls() {}

    /**
     * The calls in the form that chat templates expect: the arguments, which the API has as JSON in
     * a string, become an object.
     */
    static JsonNode read(JsonFields message, JsonNode calls) {
        ArrayNode read = JsonFields.JSON.createArrayNode();
        for (JsonNode call : calls) {
            if (!calls.isArray()
                    || !(call.path("function") instanceof ObjectNode function)
                    || !function.path("name").isTextual()) {
                throw message.invalid(FIELD, "must be calls of functions with a name");
            }
            ObjectNode copy = read.addObject();
            if (call.path("id").isTextual()) {
                copy.set("id", call.get("id"));
            }
            copy.put("type", "function")
                    .putObject("function")
                    .put("name", function.get("name").textValue())
                    .set("arguments", arguments(message, function.path("arguments")));
        }
        return read;
    }

    private static JsonNode arguments(JsonFields message, JsonNode arguments) {
        if (arguments.isObject()) {
            return arguments;
        }
        if (arguments.isMissingNode() || arguments.asText().isBlank()) {
            return JsonFields.JSON.createObjectNode();
        }
        try {
            if (JsonFields.JSON.readTree(arguments.asText()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw message.invalid(FIELD, "have arguments that are not a JSON object");
        }
        throw message.invalid(FIELD, "have arguments that are not a JSON object");
    }
}
