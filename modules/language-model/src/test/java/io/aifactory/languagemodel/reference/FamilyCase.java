package io.aifactory.languagemodel.reference;

import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tiny model of a family: small enough for plain loops, with windows shorter than the texts, and
 * every setting of the family at a value that shows.
 *
 * @param type of the weights in the files
 * @param hidden width of the residual stream
 * @param keys those of {@code config.json} beside the ones that all cases have
 */
public record FamilyCase(String name, TensorType type, int hidden, String keys) {
    private static final int HIDDEN = 48;

    private static final String ALL =
            """
            "vocab_size": 97, "num_attention_heads": 6,
            "num_hidden_layers": 3, "max_position_embeddings": 64, "rms_norm_eps": 0.02,
            "eos_token_id": [0], "bos_token_id": null,\
            """;

    /** Text of {@code config.json}. */
    public String config() {
        return "{\"hidden_size\": " + hidden + ", " + ALL + keys + "}";
    }

    /** Writes the model and returns the decoder that says what it computes. */
    public ReferenceDecoder write(Path folder) throws IOException {
        RandomWeights weights = new RandomWeights(type, name.hashCode());
        ReferenceDecoder decoder = new ReferenceDecoder(config(), weights);
        weights.write(folder, config());
        return decoder;
    }

    /** The decoder that says what the model computes with changed tensors. */
    public ReferenceDecoder changed(Map<String, double[]> changes) {
        return new ReferenceDecoder(config(), new RandomWeights(type, name.hashCode(), changes));
    }

    /** The decoder that says what the model computes with its matrices in int8 and then changed. */
    public ReferenceDecoder inInt8(Map<String, double[]> changes) {
        RandomWeights weights = new RandomWeights(type, name.hashCode());
        new ReferenceDecoder(config(), weights);
        Map<String, double[]> all = weights.int8Changes();
        changes.forEach((tensor, change) -> all.merge(tensor, change, PlainMath::plus));
        return changed(all);
    }

    /** The decoder that says what the model computes with the matrices of its blocks in int4. */
    public ReferenceDecoder inInt4() {
        RandomWeights weights = new RandomWeights(type, name.hashCode());
        new ReferenceDecoder(config(), weights);
        return changed(weights.int4Changes());
    }

    /** Models whose matrices can be kept in int4: 96 wide. */
    public static Stream<FamilyCase> inGroups() {
        return Stream.of(
                new FamilyCase("wide", TensorType.F32, 96, LLAMA + ", " + sizes(3, 128, true, 1e4)),
                new FamilyCase(
                        "wide with a head and biases",
                        TensorType.BF16,
                        96,
                        LLAMA + ", " + sizes(2, 160, false, 1e4) + ", \"attention_bias\": true"));
    }

    /** The family's case of this name. */
    public static FamilyCase named(String name) {
        return all().filter(family -> family.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }

    private static FamilyCase of(String name, TensorType type, String... keys) {
        return new FamilyCase(name, type, HIDDEN, String.join(", ", keys));
    }

    private static String model(String architecture, String type) {
        return "\"architectures\": [\"%s\"], \"model_type\": \"%s\"".formatted(architecture, type);
    }

    private static String sizes(int groups, int intermediate, boolean tied, double theta) {
        return "\"num_key_value_heads\": %d, \"intermediate_size\": %d, \"tie_word_embeddings\": %s, \"rope_theta\": %s"
                .formatted(groups, intermediate, tied, theta);
    }

    private static final String LLAMA = model("LlamaForCausalLM", "llama");
    private static final String QWEN2 = model("Qwen2ForCausalLM", "qwen2");
    private static final String QWEN3 = model("Qwen3ForCausalLM", "qwen3");
    private static final String SMOLLM3 = model("SmolLM3ForCausalLM", "smollm3");
    private static final String GEMMA2 = model("Gemma2ForCausalLM", "gemma2");
    private static final String GEMMA3 = model("Gemma3ForCausalLM", "gemma3_text");
    private static final String QWEN3_MOE = model("Qwen3MoeForCausalLM", "qwen3_moe");

    /** Every family, each of its variations at least once. */
    public static Stream<FamilyCase> all() {
        return Stream.concat(dense(), Stream.concat(gemma(), mixtures()));
    }

    private static Stream<FamilyCase> dense() {
        return Stream.of(
                of("llama", TensorType.F32, LLAMA, sizes(6, 80, false, 1e4)),
                of(
                        "llama 3",
                        TensorType.BF16,
                        LLAMA,
                        sizes(2, 80, true, 500),
                        """
                        "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                          "high_freq_factor": 4.0, "original_max_position_embeddings": 40}\
                        """),
                of(
                        "llama linear with biases",
                        TensorType.F32,
                        LLAMA,
                        sizes(3, 80, false, 1e4),
                        """
                        "attention_bias": true, "rope_scaling": {"type": "linear", "factor": 4.0}\
                        """),
                of(
                        "mistral",
                        TensorType.F16,
                        model("MistralForCausalLM", "mistral"),
                        sizes(2, 80, false, 1e4),
                        "\"sliding_window\": 7"),
                of("qwen2", TensorType.BF16, QWEN2, sizes(2, 80, true, 1e6)),
                of(
                        "qwen2 with windows",
                        TensorType.F32,
                        QWEN2,
                        sizes(1, 80, false, 1e6),
                        """
                        "use_sliding_window": true, "sliding_window": 5, "max_window_layers": 1\
                        """),
                of("qwen3", TensorType.F32, QWEN3, sizes(2, 80, true, 1e6), "\"head_dim\": 16"),
                of(
                        "qwen3 with yarn and biases",
                        TensorType.F32,
                        QWEN3,
                        sizes(3, 80, false, 1e4),
                        """
                        "head_dim": 32, "attention_bias": true, "rope_scaling": {"rope_type": "yarn",
                          "factor": 4.0, "original_max_position_embeddings": 96}\
                        """),
                of(
                        "smollm3",
                        TensorType.BF16,
                        SMOLLM3,
                        sizes(2, 80, true, 2e6),
                        "\"no_rope_layers\": [1, 0, 1]"),
                of(
                        "smollm3 with windows",
                        TensorType.F32,
                        SMOLLM3,
                        sizes(2, 80, false, 2e6),
                        """
                        "no_rope_layers": [1, 1, 0, 1], "use_sliding_window": true,
                        "sliding_window": 6\
                        """));
    }

    private static Stream<FamilyCase> gemma() {
        return Stream.of(
                of(
                        "gemma2",
                        TensorType.F32,
                        GEMMA2,
                        sizes(2, 80, true, 1e4),
                        """
                        "head_dim": 16, "hidden_activation": "gelu_pytorch_tanh",
                        "query_pre_attn_scalar": 9, "sliding_window": 6,
                        "attn_logit_softcapping": 2.5, "final_logit_softcapping": 3.0\
                        """),
                of(
                        "gemma3",
                        TensorType.BF16,
                        GEMMA3,
                        sizes(3, 80, true, 1e6),
                        """
                        "head_dim": 16, "query_pre_attn_scalar": 20, "sliding_window": 6,
                        "sliding_window_pattern": 2, "rope_local_base_freq": 100.0,
                        "rope_scaling": {"rope_type": "linear", "factor": 8.0}\
                        """),
                of(
                        "gemma3 of transformers 5",
                        TensorType.F32,
                        GEMMA3,
                        """
                        "num_key_value_heads": 1, "intermediate_size": 80, "tie_word_embeddings": true,
                        "head_dim": 16, "query_pre_attn_scalar": 16, "sliding_window": 4,
                        "final_logit_softcapping": 2.0,
                        "sliding_window_pattern": 3, "layer_types":
                          ["sliding_attention", "sliding_attention", "full_attention"],
                        "rope_parameters": {
                          "full_attention": {"rope_type": "linear", "factor": 4.0, "rope_theta": 5e5},
                          "sliding_attention": {"rope_type": "default", "rope_theta": 50.0}}\
                        """));
    }

    private static Stream<FamilyCase> mixtures() {
        return Stream.of(
                of(
                        "mixtral",
                        TensorType.F32,
                        model("MixtralForCausalLM", "mixtral"),
                        sizes(2, 40, false, 1e6),
                        """
                        "num_local_experts": 5, "num_experts_per_tok": 2, "sliding_window": 8\
                        """),
                of(
                        "qwen3 moe",
                        TensorType.BF16,
                        QWEN3_MOE,
                        sizes(2, 80, false, 1e6),
                        """
                        "head_dim": 16, "num_experts": 8, "num_experts_per_tok": 3,
                        "moe_intermediate_size": 24, "norm_topk_prob": true,
                        "decoder_sparse_step": 1, "mlp_only_layers": []\
                        """),
                of(
                        "qwen3 moe with dense layers",
                        TensorType.F32,
                        QWEN3_MOE,
                        sizes(3, 80, true, 1e4),
                        """
                        "head_dim": 8, "num_experts": 4, "num_experts_per_tok": 2,
                        "moe_intermediate_size": 24, "norm_topk_prob": false,
                        "decoder_sparse_step": 2, "mlp_only_layers": [0]\
                        """));
    }
}
