package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Llama (Touvron et al., 2023; Grattafiori et al., 2024) and the families that change one thing of
 * it: Mistral windows (Jiang et al., 2023), SmolLM3 leaves positions out of some layers (Bakouch et
 * al., 2025). SmolLM and SmolLM2 are Llama by architecture.
 */
final class LlamaFamily {
    private static final int SMOLLM3_NOPE_INTERVAL = 4;

    private LlamaFamily() {}

    /** Keys of {@code LlamaConfig}. */
    static ModelConfig llama(ConfigKeys keys) {
        Shape shape = Shape.of(keys).ends(1, 2);
        return plain(
                "LlamaForCausalLM", keys, shape, 11_008, keys.flag("attention_bias", false), 0);
    }

    /** Keys of {@code MistralConfig}: as Llama, with {@code sliding_window} in every layer. */
    static ModelConfig mistral(ConfigKeys keys) {
        Shape shape = Shape.of(keys).sizes(32_000, 4096, 32, 32, 8).context(1 << 17).ends(1, 2);
        keys.refuse("attention_bias");
        int window = LayerPattern.size(keys, 4096);
        return plain("MistralForCausalLM", keys, shape, 14_336, false, window);
    }

    private static ModelConfig plain(
            String architecture,
            ConfigKeys keys,
            Shape shape,
            int intermediate,
            boolean bias,
            int window) {
        requireSilu(keys);
        keys.refuse("mlp_bias");
        Position position = RopeKeys.read(keys, 10_000, shape.contextTokens());
        FeedForward dense = new FeedForward.Gated(keys.integer("intermediate_size", intermediate));
        List<DecoderLayer> blocks =
                LayerPattern.windows(keys, shape.layers(), window, _ -> true).stream()
                        .map(size -> new DecoderLayer(position, size, dense))
                        .toList();
        return shape.config(architecture, style(shape, bias), blocks);
    }

    /**
     * Keys of {@code SmolLM3Config}: {@code no_rope_layers} has 0 where a layer gets no positions;
     * absent, it is every {@code no_rope_layer_interval}-th. With {@code use_sliding_window} those
     * are the layers with a window.
     */
    static ModelConfig smolLm3(ConfigKeys keys) {
        Shape shape =
                Shape.of(keys)
                        .sizes(128_256, 2048, 36, 16, 4)
                        .context(32_768)
                        .tied()
                        .ends(128_000, 128_001);
        requireSilu(keys);
        keys.refuse("mlp_bias");
        Position rotary = RopeKeys.read(keys, 2e6, shape.contextTokens());
        FeedForward dense = new FeedForward.Gated(keys.integer("intermediate_size", 11_008));
        int layers = shape.layers();
        List<Integer> rotates = rotates(keys, layers);
        int window = keys.flag("use_sliding_window", false) ? LayerPattern.size(keys, 0) : 0;
        List<Integer> windows =
                LayerPattern.windows(keys, layers, window, layer -> rotates.get(layer) == 0);
        List<DecoderLayer> blocks =
                IntStream.range(0, layers)
                        .mapToObj(layer ->
                                new DecoderLayer(
                                        rotates.get(layer) == 0 ? new Position.None() : rotary,
                                        windows.get(layer),
                                        dense))
                        .toList();
        boolean bias = keys.flag("attention_bias", false);
        return shape.config("SmolLM3ForCausalLM", style(shape, bias), blocks);
    }

    private static List<Integer> rotates(ConfigKeys keys, int layers) {
        List<Integer> listed = keys.integers("no_rope_layers").orElse(List.of());
        if (!listed.isEmpty()) {
            if (listed.size() < layers) {
                throw ConfigKeys.bad("has fewer no_rope_layers than layers");
            }
            return listed;
        }
        int interval = keys.integer("no_rope_layer_interval", SMOLLM3_NOPE_INTERVAL);
        if (interval < 1) {
            throw ConfigKeys.bad("needs a positive no_rope_layer_interval");
        }
        return IntStream.rangeClosed(1, layers)
                .mapToObj(layer -> layer % interval == 0 ? 0 : 1)
                .toList();
    }

    static void requireSilu(ConfigKeys keys) {
        String activation = keys.text("hidden_act", "silu");
        if (!activation.equals("silu")) {
            throw ConfigKeys.bad("asks for hidden_act %s; supported: silu".formatted(activation));
        }
    }

    private static DecoderStyle style(Shape shape, boolean bias) {
        AttentionStyle plain = AttentionStyle.plain(shape.headSize());
        return DecoderStyle.plain(new AttentionStyle(bias, bias, false, plain.scale(), 0));
    }
}
