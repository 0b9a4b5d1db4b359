package io.aifactory.tokenization.internal.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import io.aifactory.tokenization.template.TemplateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What callers send, as values; all their text counts as not written in the template. */
public final class JsonValues {
    private JsonValues() {}

    /**
     * @throws ChatTemplateException if it is nested too deeply
     */
    public static Value of(JsonNode node) {
        return of(node, TemplateLimits.JSON_DEPTH);
    }

    public static Value none() {
        return Value.NONE;
    }

    public static Value list(List<Value> items) {
        return Value.list(items);
    }

    public static Value object(Map<String, Value> members) {
        return Mapping.ofNames(members);
    }

    private static Value of(JsonNode node, int depth) {
        if (depth == 0) {
            throw new ChatTemplateException(
                    Kind.LIMIT,
                    0,
                    "what was sent has more than %d objects and arrays inside of one another"
                            .formatted(TemplateLimits.JSON_DEPTH));
        }
        return switch (node.getNodeType()) {
            case STRING -> Text.foreign(node.textValue());
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER ->
                    node.isIntegralNumber()
                            ? new Value.Whole(node.bigIntegerValue())
                            : new Value.Real(node.doubleValue());
            case ARRAY -> {
                List<Value> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(of(item, depth - 1)));
                yield Value.list(items);
            }
            case OBJECT -> {
                List<Mapping.Entry> entries = new ArrayList<>(node.size());
                node.properties()
                        .forEach(member ->
                                entries.add(
                                        new Mapping.Entry(
                                                Text.foreign(member.getKey()),
                                                of(member.getValue(), depth - 1))));
                yield Mapping.of(entries);
            }
            case NULL, MISSING, BINARY, POJO -> Value.NONE;
        };
    }
}
