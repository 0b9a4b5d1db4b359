package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.tokenization.ChatContent;
import io.aifactory.tokenization.ChatMessage;
import io.aifactory.tokenization.ChatRequest;
import io.aifactory.tokenization.template.JinjaChatTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages of a chat request, and what it asks of the chat template. */
final class Conversation {
    /** An extension that vLLM and SGLang have as well: variables for the template. */
    private static final String VARIABLES = "chat_template_kwargs";

    private static final List<String> TEXT_FIELDS =
            List.of("name", "tool_call_id", "reasoning_content");

    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");

    private Conversation() {}

    static ChatRequest read(JsonFields fields) {
        return new ChatRequest(messages(fields), List.of(), true, variables(fields));
    }

    private static Map<String, JsonNode> variables(JsonFields fields) {
        JsonNode node = fields.value(VARIABLES).orElseGet(JsonFields.JSON::createObjectNode);
        if (!node.isObject()) {
            throw fields.invalid(VARIABLES, "must be an object");
        }
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        node.properties()
                .forEach(variable -> {
                    if (JinjaChatTemplate.isReserved(variable.getKey())) {
                        throw fields.invalid(
                                VARIABLES + "." + variable.getKey(), "cannot be set by a request");
                    }
                    variables.put(variable.getKey(), variable.getValue());
                });
        return variables;
    }

    private static List<ChatMessage> messages(JsonFields fields) {
        JsonNode node =
                fields.value("messages")
                        .orElseThrow(() -> fields.invalid("messages", "is missing"));
        if (!node.isArray() || node.isEmpty()) {
            throw fields.invalid("messages", "must be an array of at least one message");
        }
        if (node.size() > Limits.CHAT_MESSAGES) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "'messages' may have at most " + Limits.CHAT_MESSAGES + " messages")
                    .withParameter("messages");
        }
        List<ChatMessage> messages = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            if (!(node.get(i) instanceof ObjectNode message)) {
                throw fields.invalid("messages[" + i + "]", "must be an object");
            }
            messages.add(message(JsonFields.of(message, "messages[" + i + "].")));
        }
        return messages;
    }

    private static ChatMessage message(JsonFields message) {
        String role = message.text("role").orElseThrow(() -> message.invalid("role", "is missing"));
        if (!ROLES.contains(role)) {
            throw message.invalid("role", "must be system, developer, user, assistant or tool");
        }
        Map<String, JsonNode> others = new LinkedHashMap<>();
        message.value("tool_calls")
                .filter(calls -> !calls.isEmpty())
                .ifPresent(calls -> others.put("tool_calls", ToolCalls.read(message, calls)));
        for (String name : TEXT_FIELDS) {
            message.text(name).ifPresent(text -> others.put(name, TextNode.valueOf(text)));
        }
        return new ChatMessage(role, content(message, role, others), others);
    }

    private static ChatContent content(
            JsonFields message, String role, Map<String, JsonNode> others) {
        if (message.value("content").isEmpty() && others.containsKey("tool_calls")) {
            return new ChatContent.Nothing();
        }
        return new ChatContent.Text(content(message, role));
    }

    private static String content(JsonFields message, String role) {
        JsonNode content = message.value("content").orElse(null);
        if (content == null) {
            if (role.equals("assistant")) {
                return "";
            }
            throw message.invalid("content", "is missing");
        }
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw message.invalid("content", "must be a string or an array of text parts");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
                throw message.unsupported("content", "only parts of type text are");
            }
            text.append(part.get("text").textValue());
        }
        return text.toString();
    }
}
