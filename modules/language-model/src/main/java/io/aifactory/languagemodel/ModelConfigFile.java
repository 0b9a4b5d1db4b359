package io.aifactory.languagemodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes {@code config.json} of Hugging Face's {@code transformers}. Absent keys get the
 * defaults of its {@code LlamaConfig}; a setting that would change the mathematics and is not
 * implemented is an error, never ignored.
 */
public final class ModelConfigFile {
    public static final String NAME = "config.json";
    private static final long MAX_BYTES = 1 << 20;
    private static final String SUPPORTED = "LlamaForCausalLM";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelConfigFile() {}

    /**
     * @throws ModelFormatException if the file is not a configuration this factory can run
     */
    public static ModelConfig read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw bad("is larger than " + MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file));
    }

    /** As {@link #read}, from the text. */
    public static ModelConfig parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(NAME + " is not valid JSON", e);
        }
        if (!root.isObject()) {
            throw bad("is not a JSON object");
        }
        return config(root);
    }

    private static ModelConfig config(JsonNode root) {
        requireSupported(root);
        int hidden = integer(root, "hidden_size", 4096);
        int heads = integer(root, "num_attention_heads", 32);
        int headSize = integer(root, "head_dim", heads < 1 ? 0 : hidden / heads);
        ModelConfig config =
                new ModelConfig(
                        SUPPORTED,
                        integer(root, "vocab_size", 32000),
                        hidden,
                        integer(root, "intermediate_size", 11008),
                        integer(root, "num_hidden_layers", 32),
                        heads,
                        integer(root, "num_key_value_heads", heads),
                        headSize,
                        integer(root, "max_position_embeddings", 2048),
                        real(root, "rms_norm_eps", 1e-6),
                        ropeTheta(root),
                        root.path("tie_word_embeddings").asBoolean(false),
                        root.has("bos_token_id") ? integer(root, "bos_token_id", -1) : 1,
                        eosTokens(root));
        config.problem()
                .ifPresent(problem -> {
                    throw bad("describes an impossible model: " + problem);
                });
        return config;
    }

    /** The configuration as {@code transformers} 4 and 5 both read it, in a fixed order of keys. */
    public static String write(ModelConfig config) {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add(config.architecture());
        root.put("attention_bias", false);
        if (config.bosToken() >= 0) {
            root.put("bos_token_id", config.bosToken());
        } else {
            root.putNull("bos_token_id");
        }
        switch (config.eosTokens().size()) {
            case 0 -> root.putNull("eos_token_id");
            case 1 -> root.put("eos_token_id", config.eosTokens().getFirst());
            default -> config.eosTokens().forEach(root.putArray("eos_token_id")::add);
        }
        root.put("head_dim", config.headSize());
        root.put("hidden_act", "silu");
        root.put("hidden_size", config.hidden());
        root.put("intermediate_size", config.intermediate());
        root.put("max_position_embeddings", config.contextTokens());
        root.put("mlp_bias", false);
        root.put("model_type", "llama");
        root.put("num_attention_heads", config.heads());
        root.put("num_hidden_layers", config.layers());
        root.put("num_key_value_heads", config.keyValueHeads());
        root.put("rms_norm_eps", config.normEpsilon());
        root.putNull("rope_scaling");
        root.put("rope_theta", config.ropeTheta());
        root.put("tie_word_embeddings", config.tiedEmbeddings());
        root.put("torch_dtype", "float32");
        root.put("vocab_size", config.vocabulary());
        return root.toPrettyString() + "\n";
    }

    private static void requireSupported(JsonNode root) {
        JsonNode names = root.path("architectures");
        String architecture =
                names.isArray() && !names.isEmpty() ? names.get(0).asText() : "(none)";
        if (!architecture.equals(SUPPORTED)) {
            throw bad("names architecture " + architecture + "; supported: " + SUPPORTED);
        }
        String activation = root.path("hidden_act").asText("silu");
        if (!activation.equals("silu")) {
            throw bad("asks for activation " + activation + "; supported: silu");
        }
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            if (root.path(bias).asBoolean(false)) {
                throw bad("asks for " + bias + ", which is not supported");
            }
        }
        for (String key : List.of("rope_scaling", "rope_parameters")) {
            JsonNode rope = root.path(key);
            String type = rope.path("rope_type").asText(rope.path("type").asText("default"));
            if (!type.equals("default")) {
                throw bad("asks for " + key + " " + type + "; supported: default");
            }
        }
        if (root.hasNonNull("quantization_config")) {
            throw bad("describes quantised weights, which are not supported");
        }
    }

    private static double ropeTheta(JsonNode root) {
        return root.hasNonNull("rope_theta")
                ? real(root, "rope_theta", 10000)
                : real(root.path("rope_parameters"), "rope_theta", 10000);
    }

    private static List<Integer> eosTokens(JsonNode root) {
        if (!root.has("eos_token_id")) {
            return List.of(2);
        }
        JsonNode eos = root.get("eos_token_id");
        if (eos.isNull()) {
            return List.of();
        }
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode token : eos.isArray() ? eos : List.of(eos)) {
            if (!token.canConvertToInt() || !token.isIntegralNumber()) {
                throw bad("has an eos_token_id that is not a number");
            }
            tokens.add(token.intValue());
        }
        return tokens;
    }

    private static int integer(JsonNode root, String key, int absent) {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw bad("needs a whole number at " + key);
        }
        return value.intValue();
    }

    private static double real(JsonNode root, String key, double absent) {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isNumber()) {
            throw bad("needs a number at " + key);
        }
        return value.doubleValue();
    }

    private static ModelFormatException bad(String fault) {
        return new ModelFormatException(NAME + " " + fault);
    }
}
