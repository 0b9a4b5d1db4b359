package io.aifactory.languagemodel.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The decoder families, by the name of their architecture. */
public final class DecoderFamilies {
    private static final Map<String, Function<ConfigKeys, ModelConfig>> READERS =
            new TreeMap<>(
                    Map.of(
                            "LlamaForCausalLM", LlamaFamily::llama,
                            "MistralForCausalLM", LlamaFamily::mistral,
                            "SmolLM3ForCausalLM", LlamaFamily::smolLm3,
                            "Qwen2ForCausalLM", QwenFamily::qwen2,
                            "Qwen3ForCausalLM", QwenFamily::qwen3,
                            "Qwen3MoeForCausalLM", MixtureFamily::qwen3Moe,
                            "MixtralForCausalLM", MixtureFamily::mixtral,
                            "Gemma2ForCausalLM", GemmaFamily::gemma2,
                            "Gemma3ForCausalLM", GemmaFamily::gemma3));

    private DecoderFamilies() {}

    /**
     * @param root the object in a {@code config.json}
     * @throws ModelFormatException if it is not a configuration this factory can run
     */
    public static ModelConfig read(JsonNode root) {
        JsonNode names = root.path("architectures");
        String architecture =
                names.isArray() && !names.isEmpty() ? names.get(0).asText() : "(none)";
        Function<ConfigKeys, ModelConfig> reader = READERS.get(architecture);
        if (reader == null) {
            throw ConfigKeys.bad(
                    "names architecture %s; supported: %s"
                            .formatted(architecture, String.join(", ", READERS.keySet())));
        }
        ConfigKeys keys = new ConfigKeys(root);
        if (keys.has("quantization_config")) {
            throw ConfigKeys.bad(
                    "describes quantised weights (quantization_config), which are not supported");
        }
        ModelConfig config = reader.apply(keys);
        config.problem()
                .ifPresent(problem -> {
                    throw ConfigKeys.bad("describes an impossible model: " + problem);
                });
        return config;
    }
}
