package io.aifactory.languagemodel.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.StoredType;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The text of {@code config.json} as Hugging Face's transformers has it for the same model. What
 * GGUF leaves out because llama.cpp has it in its code is written down here, each with its reason.
 */
final class GgufConfig {
    private static final int GEMMA_FULL_EVERY = 6;
    private static final int SMOLLM3_NO_ROPE_EVERY = 4;

    private final GgufFile file;
    private final GgufShape shape;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private GgufConfig(GgufFile file, GgufShape shape) {
        this.file = file;
        this.shape = shape;
    }

    static String text(GgufFile file, GgufShape shape, StoredType stored) {
        GgufConfig config = new GgufConfig(file, shape);
        config.common();
        config.root.put("torch_dtype", stored.torchName());
        switch (shape.family()) {
            case LLAMA -> config.llama();
            case QWEN2 -> config.root.put("use_sliding_window", false);
            case QWEN3 -> config.root.put("attention_bias", shape.attentionBias());
            case QWEN3_MOE -> config.qwen3Moe();
            case GEMMA2 -> config.gemma2();
            case GEMMA3 -> config.gemma3();
            case SMOLLM3 -> config.smollm3();
        }
        return config.root.toPrettyString() + "\n";
    }

    private void common() {
        GgufFamily family = shape.family();
        root.putArray("architectures").add(family.architecture());
        root.put("model_type", family.modelType());
        root.put("vocab_size", shape.vocabulary());
        root.put("hidden_size", shape.hidden());
        root.put("intermediate_size", shape.intermediate());
        root.put("num_hidden_layers", shape.layers());
        root.put("num_attention_heads", shape.heads());
        root.put("num_key_value_heads", shape.keyValueHeads());
        root.put("head_dim", shape.headSize());
        root.put(
                "max_position_embeddings",
                key("context_length").orElseThrow(() -> missing("context_length")));
        root.put("rms_norm_eps", real("attention.layer_norm_rms_epsilon"));
        double theta = number("rope.freq_base", family == GgufFamily.GEMMA3 ? 1_000_000 : 10_000);
        root.put("rope_theta", theta);
        GgufRope.scaling(file, shape, theta)
                .ifPresentOrElse(
                        scaling -> root.set("rope_scaling", scaling),
                        () -> root.putNull("rope_scaling"));
        root.put("hidden_act", family.gemma() ? "gelu_pytorch_tanh" : "silu");
        root.put("tie_word_embeddings", shape.tied());
        tokens();
    }

    /** Start and end; a chat model also ends at the end of a turn. */
    private void tokens() {
        List<Long> bos = token("bos_token_id").boxed().toList();
        List<Long> eos =
                Stream.of("eos_token_id", "eot_token_id", "eom_token_id")
                        .flatMap(key -> token(key).boxed())
                        .distinct()
                        .toList();
        if (bos.isEmpty()) {
            root.putNull("bos_token_id");
        } else {
            root.put("bos_token_id", bos.getFirst());
        }
        switch (eos.size()) {
            case 0 -> root.putNull("eos_token_id");
            case 1 -> root.put("eos_token_id", eos.getFirst());
            default -> eos.forEach(root.putArray("eos_token_id")::add);
        }
    }

    private LongStream token(String name) {
        String key = "tokenizer.ggml." + name;
        OptionalLong id = file.metadata().whole(key);
        if (id.isPresent() && (id.getAsLong() < 0 || id.getAsLong() >= shape.vocabulary())) {
            throw new ModelFormatException(
                    file.name() + " has a " + key + " outside of the vocabulary");
        }
        return id.stream();
    }

    private void llama() {
        OptionalLong window = key("attention.sliding_window");
        if (shape.experts() > 0) {
            name("MixtralForCausalLM", "mixtral");
            root.put("num_local_experts", shape.experts());
            root.put("num_experts_per_tok", shape.expertsPerToken());
        } else if (window.isPresent()) {
            name("MistralForCausalLM", "mistral");
        } else {
            root.put("attention_bias", shape.attentionBias());
            root.put("mlp_bias", shape.mlpBias());
        }
        if (window.isPresent()) {
            root.put("sliding_window", window.getAsLong());
        }
    }

    /** The chosen experts' weights are normalised to 1, in llama.cpp for every such model. */
    private void qwen3Moe() {
        root.put("attention_bias", shape.attentionBias());
        root.put("num_experts", shape.experts());
        root.put("num_experts_per_tok", shape.expertsPerToken());
        root.put("moe_intermediate_size", shape.intermediate());
        root.put("norm_topk_prob", true);
        root.put("decoder_sparse_step", 1);
        root.putArray("mlp_only_layers");
    }

    private void gemma2() {
        gemma(46);
        root.put("attn_logit_softcapping", number("attn_logit_softcapping", 50));
        root.put("final_logit_softcapping", number("final_logit_softcapping", 30));
        root.put("sliding_window", key("attention.sliding_window").orElse(4096));
        layerTypes(2);
    }

    private void gemma3() {
        gemma(62);
        root.putNull("attn_logit_softcapping");
        if (file.metadata().real("gemma3.final_logit_softcapping").isPresent()) {
            root.put("final_logit_softcapping", number("final_logit_softcapping", 0));
        } else {
            root.putNull("final_logit_softcapping");
        }
        root.put("rope_local_base_freq", number("rope.freq_base_swa", 10_000));
        root.put(
                "sliding_window",
                key("attention.sliding_window")
                        .orElseThrow(() -> missing("attention.sliding_window")));
        root.put("sliding_window_pattern", GEMMA_FULL_EVERY);
        layerTypes(GEMMA_FULL_EVERY);
    }

    /**
     * @param layersOfLargest only the largest of a generation scales scores by its width over its
     *     heads, the others by the size of a head; the file does not say it
     */
    private void gemma(int layersOfLargest) {
        root.put("hidden_activation", "gelu_pytorch_tanh");
        root.put("attention_bias", false);
        root.put(
                "query_pre_attn_scalar",
                shape.layers() == layersOfLargest
                        ? shape.hidden() / shape.heads()
                        : shape.headSize());
    }

    private void layerTypes(int fullEvery) {
        ArrayNode types = root.putArray("layer_types");
        for (int layer = 1; layer <= shape.layers(); layer++) {
            types.add(layer % fullEvery == 0 ? "full_attention" : "sliding_attention");
        }
    }

    /** Every fourth layer has no rotary positions; the file does not say it. */
    private void smollm3() {
        root.put("attention_bias", shape.attentionBias());
        root.put("mlp_bias", shape.mlpBias());
        root.put("use_sliding_window", false);
        root.put("no_rope_layer_interval", SMOLLM3_NO_ROPE_EVERY);
        ArrayNode rotary = root.putArray("no_rope_layers");
        for (int layer = 1; layer <= shape.layers(); layer++) {
            rotary.add(layer % SMOLLM3_NO_ROPE_EVERY == 0 ? 0 : 1);
        }
    }

    private void name(String architecture, String modelType) {
        root.putArray("architectures").add(architecture);
        root.put("model_type", modelType);
    }

    private OptionalLong key(String key) {
        return file.metadata().whole(shape.family().key() + "." + key);
    }

    private double real(String key) {
        return shortest(
                file.metadata()
                        .real(shape.family().key() + "." + key)
                        .orElseThrow(() -> missing(key)));
    }

    private double number(String key, double absent) {
        return shortest(file.metadata().real(shape.family().key() + "." + key).orElse(absent));
    }

    private ModelFormatException missing(String key) {
        return new ModelFormatException(
                file.name() + " lacks the metadata key " + shape.family().key() + "." + key);
    }

    /** The shortest decimal of a number that was stored as float32: 1e-5, not 9.99999974e-6. */
    static double shortest(double value) {
        float stored = (float) value;
        return stored == value ? Double.parseDouble(Float.toString(stored)) : value;
    }
}
