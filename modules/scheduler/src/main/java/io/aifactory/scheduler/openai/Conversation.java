package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.tokenization.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The messages of a chat request. */
final class Conversation {
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");

    private Conversation() {}

    static List<ChatMessage> read(JsonFields fields) {
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
        if (message.value("tool_calls").filter(calls -> !calls.isEmpty()).isPresent()) {
            throw message.unsupported("tool_calls", "leave such messages out");
        }
        return new ChatMessage(role, content(message, role));
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
