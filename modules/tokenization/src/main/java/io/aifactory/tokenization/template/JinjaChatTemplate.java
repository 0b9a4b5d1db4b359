package io.aifactory.tokenization.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.aifactory.tokenization.ChatContent;
import io.aifactory.tokenization.ChatMessage;
import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.ChatRequest;
import io.aifactory.tokenization.ChatTemplate;
import io.aifactory.tokenization.internal.jinja.JinjaTemplate;
import io.aifactory.tokenization.internal.jinja.JsonValues;
import io.aifactory.tokenization.internal.jinja.Text;
import io.aifactory.tokenization.internal.jinja.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chat template of a model, with the variables that transformers gives it. Immutable and
 * thread-safe.
 *
 * <p>Text of the request is marked as such through the whole template, so that special tokens are
 * recognised only where the template itself wrote them ({@link ChatPrompt}). The role of a message
 * counts as the template's if it is one of the five of the API: some templates build a token from
 * it, as in {@code '<|' + role + '|>'}.
 */
public final class JinjaChatTemplate implements ChatTemplate {
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");

    /** Variables with a meaning of their own; a request cannot set them. */
    private static final Set<String> RESERVED =
            Set.of("messages", "tools", "documents", "add_generation_prompt");

    private final JinjaTemplate template;
    private final Map<String, String> specialTokens;
    private final Clock clock;

    private JinjaChatTemplate(
            JinjaTemplate template, Map<String, String> specialTokens, Clock clock) {
        this.template = template;
        this.specialTokens = specialTokens;
        this.clock = clock;
    }

    /**
     * Reads a template.
     *
     * @param clock what {@code strftime_now} tells, in its zone
     * @throws ChatTemplateException if it is not a template, or uses what is not supported
     */
    public static JinjaChatTemplate of(ChatTemplateSource source, Clock clock) {
        return new JinjaChatTemplate(
                JinjaTemplate.parse(source.jinja()), source.specialTokens(), clock);
    }

    /** Whether a request may not set this variable. */
    public static boolean isReserved(String variable) {
        return RESERVED.contains(variable) || variable.endsWith("_token");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a variable of the request is reserved
     */
    @Override
    public ChatPrompt render(ChatRequest request) {
        Map<String, Value> variables = new HashMap<>();
        request.variables()
                .forEach((name, value) -> {
                    if (isReserved(name)) {
                        throw new IllegalArgumentException("variable '" + name + "' is reserved");
                    }
                    variables.put(name, JsonValues.of(value));
                });
        variables.put(
                "messages",
                JsonValues.list(
                        request.messages().stream().map(JinjaChatTemplate::message).toList()));
        variables.put("tools", orNone(request.tools()));
        variables.put("documents", JsonValues.none());
        variables.put(
                "add_generation_prompt",
                JsonValues.of(JsonNodeFactory.instance.booleanNode(request.answerFollows())));
        specialTokens.forEach((name, token) -> variables.put(name, Text.ofTemplate(token)));
        List<ChatPrompt.Piece> pieces = new ArrayList<>();
        template.render(variables, clock)
                .forEachRun(
                        (text, ofTemplate) -> pieces.add(new ChatPrompt.Piece(text, ofTemplate)));
        return new ChatPrompt(pieces, List.of());
    }

    private static Value orNone(List<JsonNode> values) {
        return values.isEmpty()
                ? JsonValues.none()
                : JsonValues.list(values.stream().map(JsonValues::of).toList());
    }

    private static Value message(ChatMessage message) {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put(
                "role",
                ROLES.contains(message.role())
                        ? Text.ofTemplate(message.role())
                        : Text.foreign(message.role()));
        members.put("content", content(message.content()));
        message.fields().forEach((name, value) -> members.putIfAbsent(name, JsonValues.of(value)));
        return JsonValues.object(members);
    }

    private static Value content(ChatContent content) {
        return switch (content) {
            case ChatContent.Text(String text) -> Text.foreign(text);
            case ChatContent.Nothing() -> JsonValues.none();
            case ChatContent.Parts(List<String> texts) -> {
                ArrayNode parts = JsonNodeFactory.instance.arrayNode();
                texts.forEach(text -> parts.addObject().put("type", "text").put("text", text));
                yield JsonValues.of(parts);
            }
        };
    }
}
