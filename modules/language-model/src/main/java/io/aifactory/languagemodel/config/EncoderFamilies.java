package io.aifactory.languagemodel.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EncoderActivation;
import io.aifactory.languagemodel.embedding.SentenceSettings;
import java.util.Map;
import java.util.TreeMap;

/** Encoders that embed texts: BERT (Devlin et al., 2019), keys of {@code BertConfig}. */
public final class EncoderFamilies {
    private static final String BERT = "BertModel";

    private static final Map<String, EncoderActivation> ACTIVATIONS =
            new TreeMap<>(
                    Map.of(
                            "gelu", EncoderActivation.GELU,
                            "gelu_new", EncoderActivation.GELU_TANH,
                            "relu", EncoderActivation.RELU));

    private EncoderFamilies() {}

    /** Whether a {@code config.json} names one of them. */
    public static boolean has(JsonNode root) {
        return root.path("architectures").path(0).asText().equals(BERT);
    }

    /** Width of the vectors. */
    public static int hidden(JsonNode root) {
        return new ConfigKeys(root).integer("hidden_size", 768);
    }

    /**
     * @param root the object in a {@code config.json}
     * @param sentence what is known beside it
     * @throws ModelFormatException if it is not a configuration this factory can run
     */
    public static EmbedderConfig read(JsonNode root, SentenceSettings sentence) {
        if (!has(root)) {
            throw ConfigKeys.bad(
                    "names architecture %s; embedding models: %s"
                            .formatted(root.path("architectures").path(0).asText("(none)"), BERT));
        }
        ConfigKeys keys = new ConfigKeys(root);
        refuse(keys);
        int positions = keys.integer("max_position_embeddings", 512);
        EmbedderConfig config =
                new EmbedderConfig(
                        BERT,
                        keys.integer("vocab_size", 30_522),
                        hidden(root),
                        keys.integer("intermediate_size", 3072),
                        keys.integer("num_hidden_layers", 12),
                        keys.integer("num_attention_heads", 12),
                        positions,
                        keys.integer("type_vocab_size", 2),
                        keys.real("layer_norm_eps", 1e-12),
                        activation(keys),
                        sentence.pooling(),
                        sentence.normalised(),
                        Math.min(positions, sentence.inputTokens().orElse(positions)));
        config.problem()
                .ifPresent(problem -> {
                    throw ConfigKeys.bad("describes an impossible model: " + problem);
                });
        return config;
    }

    private static EncoderActivation activation(ConfigKeys keys) {
        String name = keys.text("hidden_act", "gelu");
        EncoderActivation activation = ACTIVATIONS.get(name);
        if (activation == null) {
            throw ConfigKeys.bad(
                    "asks for hidden_act %s; supported: %s"
                            .formatted(name, String.join(", ", ACTIVATIONS.keySet())));
        }
        return activation;
    }

    private static void refuse(ConfigKeys keys) {
        keys.refuse("is_decoder");
        keys.refuse("add_cross_attention");
        if (keys.has("quantization_config")) {
            throw ConfigKeys.bad(
                    "describes quantised weights (quantization_config), which are not supported");
        }
        String positions = keys.text("position_embedding_type", "absolute");
        if (!positions.equals("absolute")) {
            throw ConfigKeys.bad(
                    "asks for position_embedding_type %s; supported: absolute"
                            .formatted(positions));
        }
        if (!keys.object("pruned_heads").root().isEmpty()) {
            throw ConfigKeys.bad("asks for pruned_heads, which is not supported");
        }
    }
}
