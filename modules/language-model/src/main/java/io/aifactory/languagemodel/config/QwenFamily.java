package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import java.util.List;

/**
 * Qwen2 (Yang et al., "Qwen2 technical report", 2024): biases at query, key and value. Qwen3
 * (2025): norms of query and key heads instead. With {@code use_sliding_window}, layers from {@code
 * max_window_layers} on have a window.
 */
final class QwenFamily {
    private QwenFamily() {}

    /** Keys of {@code Qwen2Config}. */
    static ModelConfig qwen2(ConfigKeys keys) {
        Shape shape = Shape.of(keys).sizes(151_936, 4096, 32, 32, 32).context(32_768);
        AttentionStyle plain = AttentionStyle.plain(shape.headSize());
        return dense(
                "Qwen2ForCausalLM",
                keys,
                shape,
                new AttentionStyle(true, false, false, plain.scale(), 0));
    }

    /** Keys of {@code Qwen3Config}; {@code attention_bias} is for all four projections. */
    static ModelConfig qwen3(ConfigKeys keys) {
        Shape shape = Shape.of(keys).sizes(151_936, 4096, 32, 32, 32).headSize(128).context(32_768);
        return dense("Qwen3ForCausalLM", keys, shape, headNorms(keys, shape));
    }

    static AttentionStyle headNorms(ConfigKeys keys, Shape shape) {
        boolean bias = keys.flag("attention_bias", false);
        AttentionStyle plain = AttentionStyle.plain(shape.headSize());
        return new AttentionStyle(bias, bias, true, plain.scale(), 0);
    }

    private static ModelConfig dense(
            String architecture, ConfigKeys keys, Shape shape, AttentionStyle attention) {
        LlamaFamily.requireSilu(keys);
        Position position = RopeKeys.read(keys, 10_000, shape.contextTokens());
        FeedForward dense = new FeedForward.Gated(keys.integer("intermediate_size", 22_016));
        int window = keys.flag("use_sliding_window", false) ? LayerPattern.size(keys, 4096) : 0;
        int first = keys.integer("max_window_layers", 28);
        List<DecoderLayer> blocks =
                LayerPattern.windows(keys, shape.layers(), window, layer -> layer >= first).stream()
                        .map(size -> new DecoderLayer(position, size, dense))
                        .toList();
        return shape.config(architecture, DecoderStyle.plain(attention), blocks);
    }
}
