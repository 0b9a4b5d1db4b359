package io.aifactory.languagemodel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.decoder.Activation;
import io.aifactory.languagemodel.decoder.AttentionStyle;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.DecoderStyle;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.decoder.RopeScaling;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration means where it says nothing: the defaults of transformers. */
class DecoderFamiliesTest {
    private static ModelConfig parse(String family, String keys) {
        return ModelConfigFile.parse(
                "{\"architectures\":[\"" + family + "ForCausalLM\"]" + keys + "}");
    }

    private static DecoderLayer layer(double theta, int window, FeedForward feedForward) {
        return new DecoderLayer(
                new Position.Rotary(theta, new RopeScaling.None()), window, feedForward);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Llama    | 32000  | 4096 | 32 | 32 | 32 | 128 | 2048   | 1e-6 | false | 1      | 2
                    Mistral  | 32000  | 4096 | 32 | 32 | 8  | 128 | 131072 | 1e-6 | false | 1      | 2
                    SmolLM3  | 128256 | 2048 | 36 | 16 | 4  | 128 | 32768  | 1e-6 | true  | 128000 | 128001
                    Qwen2    | 151936 | 4096 | 32 | 32 | 32 | 128 | 32768  | 1e-6 | false | -1     |
                    Qwen3    | 151936 | 4096 | 32 | 32 | 32 | 128 | 32768  | 1e-6 | false | -1     |
                    Qwen3Moe | 151936 | 2048 | 24 | 32 | 4  | 64  | 32768  | 1e-6 | false | -1     |
                    Mixtral  | 32000  | 4096 | 32 | 32 | 8  | 128 | 131072 | 1e-5 | false | 1      | 2
                    Gemma2   | 256000 | 2304 | 26 | 8  | 4  | 256 | 8192   | 1e-6 | true  | 2      | 1
                    Gemma3   | 262208 | 2304 | 26 | 8  | 4  | 256 | 131072 | 1e-6 | true  | 2      | 1
                    """)
    void absentSizesAreTheFamilys(
            String family,
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int groups,
            int headSize,
            int context,
            double epsilon,
            boolean tied,
            int bos,
            Integer eos) {
        ModelConfig config = parse(family, "");

        assertEquals(
                List.of(vocabulary, hidden, layers, heads, groups, headSize, context, bos),
                List.of(
                        config.vocabulary(),
                        config.hidden(),
                        config.layers(),
                        config.heads(),
                        config.keyValueHeads(),
                        config.headSize(),
                        config.contextTokens(),
                        config.bosToken()));
        assertEquals(epsilon, config.normEpsilon());
        assertEquals(tied, config.tiedEmbeddings());
        assertEquals(eos == null ? List.of() : List.of(eos), config.eosTokens());
    }

    @Test
    void layersThatAreAllAlike() {
        assertEquals(
                layer(10_000, 4096, new FeedForward.Gated(14_336)),
                parse("Mistral", "").blocks().getFirst());
        assertEquals(
                layer(10_000, 0, new FeedForward.Gated(14_336)),
                parse("Mistral", ",\"sliding_window\":null").blocks().getFirst());
        assertEquals(
                layer(10_000, 0, new FeedForward.Gated(22_016)),
                parse("Qwen2", ",\"sliding_window\":4096").blocks().getLast());
        assertEquals(
                layer(1e6, 0, new FeedForward.Mixture(8, 2, 14_336, true)),
                parse("Mixtral", "").blocks().getFirst());
        assertEquals(
                layer(10_000, 0, new FeedForward.Mixture(128, 8, 768, false)),
                parse("Qwen3Moe", "").blocks().getFirst());
    }

    @Test
    void layersThatDiffer() {
        assertEquals(
                List.of(0, 0, 4096, 4096),
                windows(
                        parse(
                                "Qwen3",
                                ",\"num_hidden_layers\":4,\"use_sliding_window\":true,"
                                        + "\"max_window_layers\":2")));
        assertEquals(
                List.of(4096, 0, 4096, 0), windows(parse("Gemma2", ",\"num_hidden_layers\":4")));
        ModelConfig gemma3 = parse("Gemma3", ",\"sliding_window\":512");
        assertEquals(512, gemma3.blocks().get(4).window());
        assertEquals(
                new Position.Rotary(10_000, new RopeScaling.None()),
                gemma3.blocks().get(4).position());
        assertEquals(0, gemma3.blocks().get(5).window());
        assertEquals(
                new Position.Rotary(1e6, new RopeScaling.None()),
                gemma3.blocks().get(5).position());
        ModelConfig smolLm3 = parse("SmolLM3", "");
        assertEquals(
                IntStream.iterate(3, i -> i < 36, i -> i + 4).boxed().toList(),
                IntStream.range(0, 36)
                        .filter(i -> smolLm3.blocks().get(i).position() instanceof Position.None)
                        .boxed()
                        .toList());
        assertEquals(
                List.of(5, 0),
                windows(
                        parse(
                                "Mistral",
                                ",\"num_hidden_layers\":2,\"sliding_window\":5,\"layer_types\":"
                                        + "[\"sliding_attention\",\"full_attention\"]")));
    }

    private static List<Integer> windows(ModelConfig config) {
        return config.blocks().stream().map(DecoderLayer::window).toList();
    }

    @Test
    void styles() {
        double usual = 1 / Math.sqrt(128);
        assertEquals(
                DecoderStyle.plain(new AttentionStyle(true, false, false, usual, 0)),
                parse("Qwen2", "").style());
        assertEquals(
                DecoderStyle.plain(new AttentionStyle(false, false, true, usual, 0)),
                parse("Qwen3", "").style());
        assertEquals(
                DecoderStyle.plain(new AttentionStyle(true, true, true, usual, 0)),
                parse("Qwen3", ",\"attention_bias\":true").style());
        assertEquals(
                new DecoderStyle(
                        new AttentionStyle(false, false, false, 1 / 16.0, 50),
                        Activation.GELU_TANH,
                        true,
                        true,
                        48,
                        30),
                parse("Gemma2", "").style());
        assertEquals(
                0, parse("Gemma2", ",\"attn_logit_softcapping\":null").style().attention().cap());
        assertEquals(
                new DecoderStyle(
                        new AttentionStyle(false, false, true, 1 / 16.0, 0),
                        Activation.GELU_TANH,
                        true,
                        true,
                        48,
                        0),
                parse("Gemma3", ",\"attn_logit_softcapping\":null").style());
    }

    @Test
    void scalingOfRotaryPositions() {
        assertEquals(
                new RopeScaling.Llama3(32, 1, 4, 8192),
                scaling(
                        "\"rope_scaling\":{\"rope_type\":\"llama3\",\"factor\":32.0,"
                                + "\"low_freq_factor\":1.0,\"high_freq_factor\":4.0,"
                                + "\"original_max_position_embeddings\":8192}"));
        assertEquals(
                new RopeScaling.Yarn(4, 0.1 * Math.log(4) + 1, 32, 1, 2048, true),
                scaling("\"rope_scaling\":{\"type\":\"yarn\",\"factor\":4.0}"));
        assertEquals(
                new RopeScaling.Linear(2),
                scaling("\"rope_parameters\":{\"rope_type\":\"linear\",\"factor\":2}"));
    }

    private static RopeScaling scaling(String keys) {
        Position position = parse("Llama", "," + keys).blocks().getFirst().position();
        return ((Position.Rotary) position).scaling();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Llama    | "mlp_bias":true                                            | mlp_bias
                    Llama    | "attention_bias":"yes"                                     | true or false at attention_bias
                    Llama    | "rope_scaling":{"type":"linear","factor":2},"rope_parameters":{} | rope_scaling and rope_parameters that differ
                    Llama    | "rope_scaling":{"type":"yarn","factor":2,"mscale":1}       | mscale in rope_scaling
                    Llama    | "rope_scaling":3                                           | object at rope_scaling
                    Mistral  | "sliding_window":-1                                        | sliding_window
                    Mistral  | "layer_types":["full_attention"]                           | fewer layer_types
                    Mistral  | "num_hidden_layers":1,"layer_types":["chunked_attention"]  | layer_types chunked_attention
                    Qwen2    | "num_hidden_layers":1,"layer_types":["sliding_attention"]  | no sliding_window
                    Qwen3Moe | "use_sliding_window":true                                  | use_sliding_window
                    Qwen3Moe | "decoder_sparse_step":0                                    | decoder_sparse_step
                    Qwen3Moe | "num_experts_per_tok":129                                  | 129 of 128 experts
                    Mixtral  | "num_local_experts":0                                      | 2 of 0 experts
                    SmolLM3  | "no_rope_layers":[1,0]                                     | fewer no_rope_layers
                    SmolLM3  | "no_rope_layer_interval":0                                 | no_rope_layer_interval
                    Gemma2   | "hidden_activation":"gelu"                                 | hidden_activation gelu
                    Gemma2   | "use_bidirectional_attention":true                         | use_bidirectional_attention
                    Gemma2   | "query_pre_attn_scalar":0                                  | scale of attention
                    Gemma2   | "attn_logit_softcapping":-1                                | caps not negative
                    Gemma3   | "attn_logit_softcapping":50                                | attn_logit_softcapping
                    Gemma3   | "sliding_window_pattern":0                                 | sliding_window_pattern
                    Gemma3   | "num_hidden_layers":2000                                   | layers is out of range
                    """)
    void whatIsNotImplementedOrImpossibleIsRefusedByItsKey(
            String family, String keys, String says) {
        ModelFormatException refused =
                assertThrows(ModelFormatException.class, () -> parse(family, "," + keys));
        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused.toString());
    }
}
