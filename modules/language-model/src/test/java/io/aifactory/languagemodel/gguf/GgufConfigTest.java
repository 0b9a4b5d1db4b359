package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.StoredType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufConfigTest {
    @TempDir Path folder;

    @Test
    void aLlamaIsAConfigurationThatThisFactoryReads() throws IOException {
        String text = text(TinyMetadata.of("llama"));

        var config = ModelConfigFile.parse(text);

        assertEquals("LlamaForCausalLM", config.architecture());
        assertEquals(64, config.contextTokens());
        assertEquals(1e-5, config.normEpsilon());
        assertEquals(1, config.bosToken());
        assertEquals(List.of(2), config.eosTokens());
        assertTrue(config.tiedEmbeddings());
    }

    @Test
    void theFactorsOfLlama3AreFoundAgain() throws IOException {
        for (long context : List.of(8192L, 4096L)) {
            float[] factors = new float[32];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = (float) GgufRope.llama3(i, 32, 500_000, 8, context);
            }
            GgufBytes bytes = llama3().tensor("rope_freqs.weight", List.of(32L), factors);

            JsonNode rope = new ObjectMapper().readTree(text(bytes)).get("rope_scaling");

            assertEquals(
                    "{\"rope_type\":\"llama3\",\"factor\":8.0,\"high_freq_factor\":4.0,"
                            + "\"low_freq_factor\":1.0,\"original_max_position_embeddings\":"
                            + context
                            + "}",
                    rope.toString());
        }
    }

    /**
     * Computed apart, from the published description of the scaling: pair 31 turns 8 times slower.
     */
    @Test
    void theFactorsAreThoseOfTheDescription() {
        assertEquals(1, GgufRope.llama3(0, 64, 500_000, 8, 8192));
        assertEquals(8, GgufRope.llama3(63, 64, 500_000, 8, 8192));
        double turns = 8192 / (2 * Math.PI * Math.pow(500_000, 30 / 64.0));
        double share = (turns - 1) / 3;
        assertEquals(
                1 / (share + (1 - share) / 8), GgufRope.llama3(30, 64, 500_000, 8, 8192), 1e-12);
    }

    @Test
    void otherFactorsAreRefused() throws IOException {
        float[] factors = new float[32];
        Arrays.fill(factors, 3);
        factors[0] = 7;
        GgufBytes bytes = llama3().tensor("rope_freqs.weight", List.of(32L), factors);
        assertEquals(
                "model.gguf has a tensor rope_freqs.weight that is not Llama 3's scaling",
                assertThrows(ModelFormatException.class, () -> text(bytes)).getMessage());
    }

    @Test
    void declaredScalingIsKept() throws IOException {
        assertEquals(
                "{\"rope_type\":\"linear\",\"factor\":4.0}",
                rope(
                        TinyMetadata.of("qwen2")
                                .with("qwen2.rope.scaling.type", "linear")
                                .with("qwen2.rope.scaling.factor", 4f)));
        assertEquals(
                "{\"rope_type\":\"yarn\",\"factor\":4.0,"
                        + "\"original_max_position_embeddings\":32}",
                rope(
                        TinyMetadata.of("qwen2")
                                .with("qwen2.rope.scaling.type", "yarn")
                                .with("qwen2.rope.scaling.factor", 4f)
                                .with("qwen2.rope.scaling.original_context_length", 32)));
        assertEquals("null", rope(TinyMetadata.of("qwen2")));
        assertThrows(
                ModelFormatException.class,
                () -> rope(TinyMetadata.of("qwen2").with("qwen2.rope.scaling.type", "longrope")));
    }

    @Test
    void whatGemmaFilesLeaveOutIsWrittenDown() throws IOException {
        JsonNode two =
                new ObjectMapper()
                        .readTree(
                                text(
                                        TinyMetadata.of("gemma2")
                                                .with("gemma2.attention.sliding_window", 16)));
        assertEquals(50.0, two.get("attn_logit_softcapping").asDouble());
        assertEquals(30.0, two.get("final_logit_softcapping").asDouble());
        assertEquals(16, two.get("sliding_window").asInt());
        assertEquals(4, two.get("query_pre_attn_scalar").asInt());
        assertEquals(
                "[\"sliding_attention\",\"full_attention\"]", two.get("layer_types").toString());
        JsonNode three =
                new ObjectMapper()
                        .readTree(
                                text(
                                        TinyMetadata.of("gemma3")
                                                .with("gemma3.attention.sliding_window", 16)));
        assertEquals("gelu_pytorch_tanh", three.get("hidden_act").asText());
        assertEquals(10_000.0, three.get("rope_local_base_freq").asDouble());
        assertTrue(three.get("final_logit_softcapping").isNull());
    }

    @Test
    void everyFourthLayerOfSmollm3HasNoRotation() throws IOException {
        JsonNode config =
                new ObjectMapper()
                        .readTree(text(TinyMetadata.of("smollm3").with("smollm3.block_count", 5)));
        assertEquals("[1,1,1,0,1]", config.get("no_rope_layers").toString());
    }

    private String rope(GgufBytes bytes) throws IOException {
        return new ObjectMapper().readTree(text(bytes)).get("rope_scaling").toString();
    }

    private static GgufBytes llama3() {
        return TinyMetadata.of("llama")
                .with("llama.rope.freq_base", 500_000f)
                .with("llama.attention.key_length", 64)
                .with("llama.attention.value_length", 64);
    }

    private String text(GgufBytes bytes) throws IOException {
        bytes.tensor("token_embd.weight", List.of(10L, 8L), new float[80]);
        try (GgufFile file = bytes.open(folder)) {
            return GgufConfig.text(file, GgufShape.of(file), StoredType.F32);
        }
    }
}
