package io.aifactory.factory.importing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Llama of one block with width 4 as a GGUF file; all weights are 0.5. */
final class TinyGguf {
    static final int HIDDEN = 4;
    static final int FIRST_TEXT = 259;
    private static final int ALIGNMENT = 32;
    private static final int F32 = 0;

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, List<Integer>> tensors = new LinkedHashMap<>();

    TinyGguf() {
        int vocabulary = FIRST_TEXT + 3;
        metadata.put("general.architecture", "llama");
        metadata.put("llama.context_length", 16);
        metadata.put("llama.embedding_length", HIDDEN);
        metadata.put("llama.block_count", 1);
        metadata.put("llama.feed_forward_length", HIDDEN);
        metadata.put("llama.attention.head_count", 2);
        metadata.put("llama.attention.head_count_kv", 2);
        metadata.put("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        metadata.put("llama.rope.freq_base", 10_000f);
        metadata.put("tokenizer.ggml.model", "llama");
        metadata.put("tokenizer.ggml.tokens", Vocabulary.texts());
        metadata.put("tokenizer.ggml.scores", Vocabulary.scores());
        metadata.put("tokenizer.ggml.token_type", Vocabulary.types());
        metadata.put("tokenizer.ggml.bos_token_id", 1);
        metadata.put("tokenizer.ggml.eos_token_id", 2);
        metadata.put("tokenizer.chat_template", "{{ messages[0].content }}");
        tensors.put("token_embd.weight", List.of(vocabulary, HIDDEN));
        for (String norm : List.of("attn_norm", "ffn_norm")) {
            tensors.put("blk.0." + norm + ".weight", List.of(HIDDEN));
        }
        for (String matrix :
                List.of(
                        "attn_q",
                        "attn_k",
                        "attn_v",
                        "attn_output",
                        "ffn_gate",
                        "ffn_up",
                        "ffn_down")) {
            tensors.put("blk.0." + matrix + ".weight", List.of(HIDDEN, HIDDEN));
        }
        tensors.put("output_norm.weight", List.of(HIDDEN));
    }

    TinyGguf with(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3);
        out.putLong(tensors.size()).putLong(metadata.size());
        metadata.forEach((key, value) -> {
            text(out, key);
            out.putInt(type(value));
            value(out, value);
        });
        long offset = 0;
        for (Map.Entry<String, List<Integer>> tensor : tensors.entrySet()) {
            text(out, tensor.getKey());
            out.putInt(tensor.getValue().size());
            tensor.getValue().reversed().forEach(out::putLong);
            out.putInt(F32).putLong(offset);
            offset += aligned(values(tensor.getValue()) * Float.BYTES);
        }
        out.position(aligned(out.position()));
        for (List<Integer> shape : tensors.values()) {
            int start = out.position();
            for (int i = 0; i < values(shape); i++) {
                out.putFloat(0.5f);
            }
            out.position(start + aligned(out.position() - start));
        }
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static int values(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    private static int aligned(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static int type(Object value) {
        return switch (value) {
            case Integer _ -> 4;
            case Float _ -> 6;
            case String _ -> 8;
            case List<?> _ -> 9;
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private static void value(ByteBuffer out, Object value) {
        switch (value) {
            case Integer number -> out.putInt(number);
            case Float number -> out.putFloat(number);
            case String text -> text(out, text);
            case List<?> list -> {
                out.putInt(type(list.getFirst())).putLong(list.size());
                list.forEach(element -> value(out, element));
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }
}
