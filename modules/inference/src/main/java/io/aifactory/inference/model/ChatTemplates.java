package io.aifactory.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds a model's chat template: {@code chat_template.jinja}, else the {@code chat_template} of
 * {@code tokenizer_config.json}, which is a text or a list of named ones (the conventions of
 * transformers).
 */
final class ChatTemplates {
    static final String FILE = "chat_template.jinja";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatTemplates() {}

    /** The template as Jinja text; empty when there is none. */
    static String of(Optional<byte[]> file, Optional<byte[]> tokenizerConfig) throws IOException {
        if (file.isPresent()) {
            return new String(file.get(), StandardCharsets.UTF_8);
        }
        if (tokenizerConfig.isEmpty()) {
            return "";
        }
        JsonNode template = JSON.readTree(tokenizerConfig.get()).path("chat_template");
        if (template.isArray()) {
            for (JsonNode named : template) {
                if (named.path("name").asText().equals("default")) {
                    return named.path("template").asText();
                }
            }
        }
        return template.isTextual() ? template.asText() : "";
    }
}
