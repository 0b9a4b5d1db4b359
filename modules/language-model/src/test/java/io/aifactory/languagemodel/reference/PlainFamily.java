package io.aifactory.languagemodel.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * What a configuration says, key by key. Every key that matters must be there; only patterns of
 * layers have defaults here.
 */
record PlainFamily(JsonNode config) {
    String type() {
        return config.get("model_type").textValue();
    }

    private boolean gemma() {
        return type().startsWith("gemma");
    }

    int integer(String key) {
        return config.get(key).intValue();
    }

    int hidden() {
        return integer("hidden_size");
    }

    int layers() {
        return integer("num_hidden_layers");
    }

    int heads() {
        return integer("num_attention_heads");
    }

    int groups() {
        return integer("num_key_value_heads");
    }

    int headSize() {
        return config.has("head_dim") ? integer("head_dim") : hidden() / heads();
    }

    double epsilon() {
        return config.get("rms_norm_eps").doubleValue();
    }

    boolean tied() {
        return config.get("tie_word_embeddings").booleanValue();
    }

    boolean inputBias() {
        return type().equals("qwen2") || config.path("attention_bias").asBoolean(false);
    }

    boolean outputBias() {
        return config.path("attention_bias").asBoolean(false);
    }

    boolean headNorms() {
        return type().startsWith("qwen3") || type().equals("gemma3_text");
    }

    boolean normsAfterToo() {
        return gemma();
    }

    /** Where weights of norms lie around. */
    double normMean() {
        return gemma() ? 0 : 1;
    }

    double normAdded() {
        return gemma() ? 1 : 0;
    }

    double embeddingScale() {
        return gemma() ? Math.sqrt(hidden()) : 1;
    }

    double scoreScale() {
        return 1 / Math.sqrt(gemma() ? integer("query_pre_attn_scalar") : headSize());
    }

    double scoreCap() {
        return config.path("attn_logit_softcapping").asDouble(0);
    }

    double logitCap() {
        return config.path("final_logit_softcapping").asDouble(0);
    }

    double activation(double x) {
        return gemma() ? PlainMath.gelu(x) : PlainMath.silu(x);
    }

    /** Tokens that a token of this layer sees; 0 = all before it. */
    int window(int layer) {
        int size = config.path("sliding_window").asInt(0);
        boolean here =
                switch (type()) {
                    case "mistral", "mixtral" -> true;
                    case "qwen2", "qwen3" ->
                            config.path("use_sliding_window").asBoolean(false)
                                    && layer >= integer("max_window_layers");
                    case "smollm3" ->
                            config.path("use_sliding_window").asBoolean(false)
                                    && config.get("no_rope_layers").get(layer).intValue() == 0;
                    case "gemma2" -> layer % 2 == 0;
                    case "gemma3_text" -> (layer + 1) % integer("sliding_window_pattern") != 0;
                    default -> false;
                };
        return here ? size : 0;
    }

    Optional<PlainRope> rope(int layer) {
        if (config.path("no_rope_layers").path(layer).asInt(1) == 0) {
            return Optional.empty();
        }
        boolean local = type().equals("gemma3_text") && window(layer) > 0;
        JsonNode byKind =
                config.path("rope_parameters").path(local ? "sliding_attention" : "full_attention");
        if (!byKind.isMissingNode()) {
            return rope(byKind.get("rope_theta").doubleValue(), byKind);
        }
        if (local) {
            double theta = config.get("rope_local_base_freq").doubleValue();
            return rope(theta, MissingNode.getInstance());
        }
        if (config.has("rope_parameters")) {
            JsonNode parameters = config.get("rope_parameters");
            return rope(parameters.get("rope_theta").doubleValue(), parameters);
        }
        return rope(config.get("rope_theta").doubleValue(), config.path("rope_scaling"));
    }

    private Optional<PlainRope> rope(double theta, JsonNode scaling) {
        return Optional.of(new PlainRope(theta, scaling, headSize()));
    }

    /** Whether this layer is a mixture of experts. */
    boolean mixture(int layer) {
        return switch (type()) {
            case "mixtral" -> true;
            case "qwen3_moe" -> {
                boolean dense = false;
                for (JsonNode listed : config.get("mlp_only_layers")) {
                    dense |= listed.intValue() == layer;
                }
                yield !dense && (layer + 1) % integer("decoder_sparse_step") == 0;
            }
            default -> false;
        };
    }

    boolean normalisedExperts() {
        return type().equals("mixtral") || config.get("norm_topk_prob").booleanValue();
    }
}
