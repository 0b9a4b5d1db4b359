package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.decoder.Activation;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.decoder.RopeScaling;
import java.util.List;

/**
 * Gemma 2 (Riviere et al., "Gemma 2", 2024) and the text model of Gemma 3 (Kamath et al., "Gemma 3
 * technical report", 2025): embeddings times √hidden, norms before and after each layer that
 * multiply by 1 + weight, GeGLU, windows in most layers, scores divided by √{@code
 * query_pre_attn_scalar}.
 */
final class GemmaFamily {
    private GemmaFamily() {}

    /** Keys of {@code Gemma2Config}: every other layer, the first included, has a window. */
    static ModelConfig gemma2(ConfigKeys keys) {
        Shape shape =
                Shape.of(keys)
                        .sizes(256_000, 2304, 26, 8, 4)
                        .headSize(256)
                        .context(8192)
                        .tied()
                        .ends(2, 1);
        Position position = RopeKeys.read(keys, 10_000, shape.contextTokens());
        FeedForward dense = dense(keys);
        List<DecoderLayer> blocks =
                LayerPattern.windows(
                                keys,
                                shape.layers(),
                                LayerPattern.size(keys, 4096),
                                layer -> layer % 2 == 0)
                        .stream()
                        .map(size -> new DecoderLayer(position, size, dense))
                        .toList();
        double cap = cap(keys, "attn_logit_softcapping", 50);
        return shape.config(
                "Gemma2ForCausalLM",
                style(keys, shape, false, cap, cap(keys, "final_logit_softcapping", 30)),
                blocks);
    }

    /**
     * Keys of {@code Gemma3TextConfig}: norms of query and key heads instead of caps; layers with a
     * window, all but each {@code sliding_window_pattern}-th, rotate with {@code
     * rope_local_base_freq} and unscaled.
     */
    static ModelConfig gemma3(ConfigKeys keys) {
        Shape shape =
                Shape.of(keys)
                        .sizes(262_208, 2304, 26, 8, 4)
                        .headSize(256)
                        .context(1 << 17)
                        .tied()
                        .ends(2, 1);
        if (keys.has("attn_logit_softcapping")) {
            throw ConfigKeys.bad("asks for attn_logit_softcapping, which is not supported here");
        }
        Position global = gemma3Position(keys, "full_attention", shape.contextTokens());
        Position local = gemma3Position(keys, "sliding_attention", shape.contextTokens());
        FeedForward dense = dense(keys);
        int pattern =
                keys.integer("sliding_window_pattern", keys.integer("_sliding_window_pattern", 6));
        if (pattern < 1) {
            throw ConfigKeys.bad("needs a positive sliding_window_pattern");
        }
        List<DecoderLayer> blocks =
                LayerPattern.windows(
                                keys,
                                shape.layers(),
                                LayerPattern.size(keys, 4096),
                                layer -> (layer + 1) % pattern != 0)
                        .stream()
                        .map(size -> new DecoderLayer(size > 0 ? local : global, size, dense))
                        .toList();
        return shape.config(
                "Gemma3ForCausalLM",
                style(keys, shape, true, 0, cap(keys, "final_logit_softcapping", 0)),
                blocks);
    }

    /**
     * Version 5 of transformers keeps the parameters of each kind of layer in an object of its own.
     */
    private static Position gemma3Position(ConfigKeys keys, String kind, int contextTokens) {
        boolean local = kind.equals("sliding_attention");
        double theta = local ? 10_000 : 1e6;
        ConfigKeys both = keys.object("rope_parameters");
        if (both.has(kind)) {
            ConfigKeys own = both.object(kind);
            return new Position.Rotary(
                    own.real("rope_theta", theta),
                    RopeKeys.scaling(own, "rope_parameters", contextTokens));
        }
        return local
                ? new Position.Rotary(
                        keys.real("rope_local_base_freq", theta), new RopeScaling.None())
                : RopeKeys.read(keys, theta, contextTokens);
    }

    private static FeedForward dense(ConfigKeys keys) {
        return new FeedForward.Gated(keys.integer("intermediate_size", 9216));
    }

    private static DecoderStyle style(
            ConfigKeys keys, Shape shape, boolean headNorms, double scoreCap, double logitCap) {
        keys.refuse("use_bidirectional_attention");
        String activation = keys.text("hidden_activation", "gelu_pytorch_tanh");
        if (!activation.equals("gelu_pytorch_tanh")) {
            throw ConfigKeys.bad(
                    "asks for hidden_activation %s; supported: gelu_pytorch_tanh"
                            .formatted(activation));
        }
        boolean bias = keys.flag("attention_bias", false);
        double scalar = keys.real("query_pre_attn_scalar", 256);
        return new DecoderStyle(
                new AttentionStyle(bias, bias, headNorms, 1 / Math.sqrt(scalar), scoreCap),
                Activation.GELU_TANH,
                true,
                true,
                Math.sqrt(shape.hidden()),
                logitCap);
    }

    /** Absent means the family's; null means none. */
    private static double cap(ConfigKeys keys, String key, double absent) {
        boolean none = keys.root().has(key) && !keys.has(key);
        return none ? 0 : keys.real(key, absent);
    }
}
