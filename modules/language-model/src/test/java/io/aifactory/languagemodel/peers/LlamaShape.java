package io.aifactory.languagemodel.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Shape of a model built as Llama is.
 *
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layers
 * @param headSize width of a head; the widths of queries and of keys are whole multiples
 * @param context tokens
 * @param theta base of the rotary embedding
 * @param tied whether its embedding is its head
 */
record LlamaShape(
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int vocabulary,
        int context,
        int theta,
        boolean tied) {
    static final double EPSILON = 1e-5;

    /** Shapes of published models, by name. */
    static LlamaShape named(String name) {
        return switch (name) {
            case "smollm2-135m" ->
                    new LlamaShape(576, 1536, 30, 9, 3, 64, 49_152, 2_048, 100_000, true);
            case "llama-3.2-1b" ->
                    new LlamaShape(2_048, 8_192, 16, 32, 8, 64, 128_256, 2_048, 500_000, true);
            // with room for the prompts that are measured: its own files say 256 tokens
            case "stories15m" -> new LlamaShape(288, 768, 6, 6, 6, 48, 32_000, 2_048, 10_000, true);
            case "tinyllama-1.1b" ->
                    new LlamaShape(2_048, 5_632, 22, 32, 4, 64, 32_000, 2_048, 10_000, false);
            default ->
                    throw new IllegalArgumentException(
                            "unknown shape "
                                    + name
                                    + "; known: smollm2-135m, llama-3.2-1b, stories15m, tinyllama-1.1b");
        };
    }

    /** Every tensor in the order of the files. */
    List<PeerTensor> tensors() {
        List<PeerTensor> all = new ArrayList<>();
        all.add(matrix("model.embed_tokens", "token_embd", vocabulary, hidden));
        for (int layer = 0; layer < layers; layer++) {
            String ours = "model.layers." + layer + ".";
            String gguf = "blk." + layer + ".";
            int queries = heads * headSize;
            int keys = keyValueHeads * headSize;
            all.add(norm(ours + "input_layernorm", gguf + "attn_norm"));
            all.add(rotated(ours + "self_attn.q_proj", gguf + "attn_q", queries));
            all.add(rotated(ours + "self_attn.k_proj", gguf + "attn_k", keys));
            all.add(matrix(ours + "self_attn.v_proj", gguf + "attn_v", keys, hidden));
            all.add(matrix(ours + "self_attn.o_proj", gguf + "attn_output", hidden, queries));
            all.add(norm(ours + "post_attention_layernorm", gguf + "ffn_norm"));
            all.add(matrix(ours + "mlp.gate_proj", gguf + "ffn_gate", intermediate, hidden));
            all.add(matrix(ours + "mlp.up_proj", gguf + "ffn_up", intermediate, hidden));
            all.add(matrix(ours + "mlp.down_proj", gguf + "ffn_down", hidden, intermediate));
        }
        all.add(norm("model.norm", "output_norm"));
        if (!tied) {
            all.add(matrix("lm_head", "output", vocabulary, hidden));
        }
        return all;
    }

    private PeerTensor norm(String name, String gguf) {
        return new PeerTensor(name + ".weight", gguf + ".weight", 0, hidden, 0);
    }

    private PeerTensor rotated(String name, String gguf, int rows) {
        return new PeerTensor(name + ".weight", gguf + ".weight", rows, hidden, headSize);
    }

    private static PeerTensor matrix(String name, String gguf, int rows, int columns) {
        return new PeerTensor(name + ".weight", gguf + ".weight", rows, columns, 0);
    }

    /** The {@code config.json}. */
    String config() {
        ObjectNode config = new ObjectMapper().createObjectNode();
        config.putArray("architectures").add("LlamaForCausalLM");
        config.put("model_type", "llama").put("torch_dtype", "bfloat16");
        config.put("hidden_act", "silu").put("tie_word_embeddings", tied);
        config.put("vocab_size", vocabulary).put("hidden_size", hidden);
        config.put("intermediate_size", intermediate).put("num_hidden_layers", layers);
        config.put("num_attention_heads", heads).put("num_key_value_heads", keyValueHeads);
        config.put("head_dim", headSize).put("max_position_embeddings", context);
        config.put("rope_theta", (double) theta).put("rms_norm_eps", EPSILON);
        config.put("attention_bias", false).put("mlp_bias", false);
        config.put("bos_token_id", 0).put("eos_token_id", 0);
        return config.toPrettyString();
    }
}
