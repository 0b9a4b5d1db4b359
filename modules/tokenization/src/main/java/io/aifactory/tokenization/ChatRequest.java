package io.aifactory.tokenization;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation, and how it is to be written.
 *
 * @param messages its turns
 * @param tools what the model may call, as JSON schemas in the form of the OpenAI API; not changed
 *     afterwards
 * @param answerFollows whether the prompt ends with the cue for the assistant's next turn
 * @param variables further variables for the template, such as {@code enable_thinking}; templates
 *     ignore those they do not know
 */
public record ChatRequest(
        List<ChatMessage> messages,
        List<JsonNode> tools,
        boolean answerFollows,
        Map<String, JsonNode> variables) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** These turns and the cue for the next one. */
    public static ChatRequest of(List<ChatMessage> messages) {
        return new ChatRequest(messages, List.of(), true, Map.of());
    }
}
