package io.aifactory.languagemodel.config;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import java.util.List;
import java.util.stream.IntStream;

/** Mixtures of experts: Mixtral (Jiang et al., 2024), and Qwen3's (Yang et al., 2025). */
final class MixtureFamily {
    private MixtureFamily() {}

    /** Keys of {@code MixtralConfig}: every layer is a mixture, its proportions sum to one. */
    static ModelConfig mixtral(ConfigKeys keys) {
        Shape shape =
                Shape.of(keys)
                        .sizes(32_000, 4096, 32, 32, 8)
                        .context(1 << 17)
                        .normEpsilon(1e-5)
                        .ends(1, 2);
        LlamaFamily.requireSilu(keys);
        keys.refuse("attention_bias");
        Position position = RopeKeys.read(keys, 1e6, shape.contextTokens());
        FeedForward mixture =
                new FeedForward.Mixture(
                        keys.integer("num_local_experts", 8),
                        keys.integer("num_experts_per_tok", 2),
                        keys.integer("intermediate_size", 14_336),
                        true);
        int window = LayerPattern.size(keys, 0);
        List<DecoderLayer> blocks =
                LayerPattern.windows(keys, shape.layers(), window, _ -> true).stream()
                        .map(size -> new DecoderLayer(position, size, mixture))
                        .toList();
        AttentionStyle attention = AttentionStyle.plain(shape.headSize());
        return shape.config("MixtralForCausalLM", DecoderStyle.plain(attention), blocks);
    }

    /**
     * Keys of {@code Qwen3MoeConfig}: attention as Qwen3; a layer is a mixture if its number,
     * counted from one, is a multiple of {@code decoder_sparse_step} and it is not among {@code
     * mlp_only_layers}; {@code norm_topk_prob} says whether proportions sum to one.
     */
    static ModelConfig qwen3Moe(ConfigKeys keys) {
        Shape shape = Shape.of(keys).sizes(151_936, 2048, 24, 32, 4).context(32_768);
        LlamaFamily.requireSilu(keys);
        // which layers it means differs between versions of transformers
        keys.refuse("use_sliding_window");
        Position position = RopeKeys.read(keys, 10_000, shape.contextTokens());
        FeedForward dense = new FeedForward.Gated(keys.integer("intermediate_size", 6144));
        FeedForward mixture =
                new FeedForward.Mixture(
                        keys.integer("num_experts", keys.integer("num_local_experts", 128)),
                        keys.integer("num_experts_per_tok", 8),
                        keys.integer("moe_intermediate_size", 768),
                        keys.flag("norm_topk_prob", false));
        int step = keys.integer("decoder_sparse_step", 1);
        if (step < 1) {
            throw ConfigKeys.bad("needs a positive decoder_sparse_step");
        }
        List<Integer> denseLayers = keys.integers("mlp_only_layers").orElse(List.of());
        List<DecoderLayer> blocks =
                IntStream.range(0, shape.layers())
                        .mapToObj(layer ->
                                (layer + 1) % step == 0 && !denseLayers.contains(layer)
                                        ? mixture
                                        : dense)
                        .map(feedForward -> new DecoderLayer(position, 0, feedForward))
                        .toList();
        return shape.config(
                "Qwen3MoeForCausalLM",
                DecoderStyle.plain(QwenFamily.headNorms(keys, shape)),
                blocks);
    }
}
