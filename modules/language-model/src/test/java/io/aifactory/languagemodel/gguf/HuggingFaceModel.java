package io.aifactory.languagemodel.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A tiny random model in Hugging Face names and order, and the way there from GGUF in reverse: what
 * llama.cpp's converter would write for it.
 */
final class HuggingFaceModel {
    static final int HIDDEN = 8;
    static final int WIDE = 12;
    static final int HEADS = 4;
    static final int KEY_VALUE_HEADS = 2;
    static final int HEAD_SIZE = 4;
    static final int VOCABULARY = 10;
    static final int EXPERTS = 3;
    private static final Map<String, String> WHOLE =
            Map.of(
                    "model.embed_tokens.weight", "token_embd.weight",
                    "model.norm.weight", "output_norm.weight",
                    "lm_head.weight", "output.weight");
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("self_attn.q_proj", "attn_q"),
                    Map.entry("self_attn.k_proj", "attn_k"),
                    Map.entry("self_attn.v_proj", "attn_v"),
                    Map.entry("self_attn.o_proj", "attn_output"),
                    Map.entry("self_attn.q_norm", "attn_q_norm"),
                    Map.entry("self_attn.k_norm", "attn_k_norm"),
                    Map.entry("input_layernorm", "attn_norm"),
                    Map.entry("pre_feedforward_layernorm", "ffn_norm"),
                    Map.entry("post_feedforward_layernorm", "post_ffw_norm"),
                    Map.entry("mlp.gate_proj", "ffn_gate"),
                    Map.entry("mlp.up_proj", "ffn_up"),
                    Map.entry("mlp.down_proj", "ffn_down"),
                    Map.entry("mlp.gate", "ffn_gate_inp"),
                    Map.entry("block_sparse_moe.gate", "ffn_gate_inp"));

    @SuppressWarnings("ArrayRecordComponent") // compared element by element
    record Weights(List<Long> shape, float[] values) {}

    final Map<String, Weights> tensors = new LinkedHashMap<>();
    private final Random random = new Random(7);

    HuggingFaceModel add(String name, long... shape) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-128, 128) / 64f; // exact in bfloat16 and after adding 1
        }
        tensors.put(name, new Weights(Arrays.stream(shape).boxed().toList(), values));
        return this;
    }

    HuggingFaceModel layers(int layers, String... kinds) {
        add("model.embed_tokens.weight", VOCABULARY, HIDDEN);
        for (int layer = 0; layer < layers; layer++) {
            for (String kind : kinds) {
                add("model.layers." + layer + "." + kind, shape(kind));
            }
        }
        return add("model.norm.weight", HIDDEN);
    }

    private static long[] shape(String kind) {
        String name = kind.substring(kind.lastIndexOf('.', kind.lastIndexOf('.') - 1) + 1);
        return switch (name) {
            case "q_proj.weight" -> new long[] {HEADS * HEAD_SIZE, HIDDEN};
            case "k_proj.weight", "v_proj.weight" ->
                    new long[] {KEY_VALUE_HEADS * HEAD_SIZE, HIDDEN};
            case "q_proj.bias" -> new long[] {HEADS * HEAD_SIZE};
            case "k_proj.bias", "v_proj.bias" -> new long[] {KEY_VALUE_HEADS * HEAD_SIZE};
            case "o_proj.weight" -> new long[] {HIDDEN, HEADS * HEAD_SIZE};
            case "q_norm.weight", "k_norm.weight" -> new long[] {HEAD_SIZE};
            case "gate.weight" -> new long[] {EXPERTS, HIDDEN};
            case "gate_proj.weight", "up_proj.weight", "w1.weight", "w3.weight" ->
                    new long[] {WIDE, HIDDEN};
            case "gate_proj.bias", "up_proj.bias" -> new long[] {WIDE};
            case "down_proj.weight", "w2.weight" -> new long[] {HIDDEN, WIDE};
            default -> new long[] {HIDDEN};
        };
    }

    /** Adds the tensors as a GGUF file has them. */
    GgufBytes to(GgufBytes file, boolean paired, boolean gemma) {
        Map<String, List<float[]>> experts = new LinkedHashMap<>();
        Map<String, List<Long>> expertShapes = new LinkedHashMap<>();
        tensors.forEach((name, weights) -> {
            float[] values = weights.values().clone();
            if (paired && (name.contains("q_proj") || name.contains("k_proj"))) {
                values = paired(values, weights.shape());
            }
            if (gemma && name.endsWith("norm.weight")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] += 1;
                }
            }
            String target = name(name, gemma);
            if (target.endsWith("_exps.weight")) {
                experts.computeIfAbsent(target, _ -> new ArrayList<>()).add(values);
                expertShapes.put(target, weights.shape());
            } else {
                file.tensor(target, weights.shape(), values);
            }
        });
        experts.forEach((name, all) -> {
            List<Long> shape = new ArrayList<>(expertShapes.getOrDefault(name, List.of()));
            shape.addFirst((long) all.size());
            float[] joined = new float[all.size() * all.getFirst().length];
            for (int i = 0; i < all.size(); i++) {
                System.arraycopy(all.get(i), 0, joined, i * all.get(i).length, all.get(i).length);
            }
            file.tensor(name, shape, joined);
        });
        return file;
    }

    /** {@code permute} of convert_hf_to_gguf.py: (head, half, i) becomes (head, i, half). */
    private static float[] paired(float[] values, List<Long> shape) {
        int columns = shape.size() == 1 ? 1 : shape.getLast().intValue();
        float[] permuted = new float[values.length];
        int heads = shape.getFirst().intValue() / HEAD_SIZE;
        for (int head = 0; head < heads; head++) {
            for (int half = 0; half < 2; half++) {
                for (int i = 0; i < HEAD_SIZE / 2; i++) {
                    int from = head * HEAD_SIZE + half * (HEAD_SIZE / 2) + i;
                    int to = head * HEAD_SIZE + i * 2 + half;
                    System.arraycopy(values, from * columns, permuted, to * columns, columns);
                }
            }
        }
        return permuted;
    }

    private static String name(String name, boolean gemma) {
        if (WHOLE.containsKey(name)) {
            return WHOLE.getOrDefault(name, "?");
        }
        String rest = name.substring("model.layers.".length());
        String layer = rest.substring(0, rest.indexOf('.'));
        String kind = rest.substring(rest.indexOf('.') + 1, rest.lastIndexOf('.'));
        String end = rest.substring(rest.lastIndexOf('.'));
        String block = "blk." + layer + ".";
        if (kind.equals("post_attention_layernorm")) {
            return block + (gemma ? "post_attention_norm" : "ffn_norm") + end;
        }
        if (kind.contains("experts.")) {
            return block
                    + switch (kind.substring(kind.lastIndexOf('.') + 1)) {
                        case "w1", "gate_proj" -> "ffn_gate_exps";
                        case "w2", "down_proj" -> "ffn_down_exps";
                        default -> "ffn_up_exps";
                    }
                    + end;
        }
        return block + NAMES.getOrDefault(kind, "?") + end;
    }
}
