package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.tokenization.internal.jinja.JinjaTemplate;
import io.aifactory.tokenization.internal.jinja.JsonValues;
import io.aifactory.tokenization.internal.jinja.Value;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Outputs of the real Jinja2, and ours for the same input. */
final class Goldens {
    static final Clock NOW = Clock.fixed(Instant.parse("2026-03-07T09:05:03Z"), ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Goldens() {}

    static JsonNode read(String file) throws IOException {
        try (InputStream in = Goldens.class.getResourceAsStream(file)) {
            assertNotNull(in, file);
            return JSON.readTree(in);
        }
    }

    /** {@code text: …} or {@code error: KIND}, with the message of raised errors. */
    static String ours(String template, JsonNode context) {
        try {
            Map<String, Value> variables = new HashMap<>();
            context.properties()
                    .forEach(v -> variables.put(v.getKey(), JsonValues.of(v.getValue())));
            return "text: " + JinjaTemplate.parse(template).render(variables, NOW).value();
        } catch (ChatTemplateException e) {
            return switch (e.kind()) {
                case REFUSED -> "error: REFUSED " + e.message();
                case SYNTAX, UNSUPPORTED -> "error: SYNTAX";
                case EVALUATION, LIMIT -> "error: " + e.kind();
            };
        }
    }

    static String theirs(JsonNode expected) {
        if (expected.has("text")) {
            return "text: " + expected.get("text").asText();
        }
        String message = expected.path("message").asText();
        return ("error: " + expected.get("error").asText() + " " + message).strip();
    }
}
