package io.aifactory.tokenization;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One turn of a conversation.
 *
 * @param role who speaks: {@code system}, {@code developer}, {@code user}, {@code assistant} or
 *     {@code tool}
 * @param content what was said
 * @param fields what else the turn has, named as in the OpenAI API ({@code tool_calls}, {@code
 *     tool_call_id}, {@code name}, {@code reasoning_content} …), except that the arguments of tool
 *     calls are objects, which is what templates expect; not changed afterwards
 */
public record ChatMessage(String role, ChatContent content, Map<String, JsonNode> fields) {
    public ChatMessage {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public ChatMessage(String role, String text) {
        this(role, new ChatContent.Text(text), Map.of());
    }
}
