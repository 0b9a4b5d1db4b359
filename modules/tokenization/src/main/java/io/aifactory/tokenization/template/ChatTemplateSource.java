package io.aifactory.tokenization.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A chat template as a model ships it.
 *
 * @param jinja the template; empty when the model has none
 * @param specialTokens the special tokens that templates know by name ({@code bos_token} …)
 */
public record ChatTemplateSource(String jinja, Map<String, String> specialTokens) {
    /** The file that comes before {@link #TOKENIZER_CONFIG}. */
    public static final String FILE = "chat_template.jinja";

    public static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private static final String TOKEN_SUFFIX = "_token";
    private static final ObjectMapper JSON = new ObjectMapper();

    public ChatTemplateSource {
        specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
    }

    /** Of a model that ships none. */
    public static ChatTemplateSource none() {
        return new ChatTemplateSource("", Map.of());
    }

    public boolean isEmpty() {
        return jinja.isEmpty();
    }

    /**
     * Reads it by the conventions of transformers: {@code chat_template.jinja}, else the {@code
     * chat_template} of {@code tokenizer_config.json}, which is a text or a list of named ones, of
     * which {@code default} is taken. Special tokens stand in {@code tokenizer_config.json} as
     * texts or as objects with {@code content}.
     *
     * @throws IOException if {@code tokenizer_config.json} is not JSON
     */
    public static ChatTemplateSource read(Optional<byte[]> file, Optional<byte[]> tokenizerConfig)
            throws IOException {
        JsonNode config =
                tokenizerConfig.isPresent()
                        ? JSON.readTree(tokenizerConfig.get())
                        : JSON.createObjectNode();
        String jinja =
                file.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElseGet(() -> template(config.path("chat_template")));
        Map<String, String> tokens = new LinkedHashMap<>();
        config.properties()
                .forEach(member -> {
                    JsonNode value = member.getValue();
                    JsonNode content = value.isObject() ? value.path("content") : value;
                    if (member.getKey().endsWith(TOKEN_SUFFIX) && content.isTextual()) {
                        tokens.put(member.getKey(), content.textValue());
                    }
                });
        return new ChatTemplateSource(jinja, tokens);
    }

    private static String template(JsonNode template) {
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
