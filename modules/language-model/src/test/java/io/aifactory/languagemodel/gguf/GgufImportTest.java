package io.aifactory.languagemodel.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.importing.ImportWatch;
import io.aifactory.languagemodel.importing.StoredType;
import io.aifactory.languagemodel.weights.SafetensorsFile;
import io.aifactory.languagemodel.weights.TensorEntry;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GgufImportTest {
    @TempDir Path folder;

    /** The architectures, with what distinguishes their tensors and configurations. */
    enum Model {
        LLAMA("llama", "LlamaForCausalLM", true, false),
        LLAMA_WITH_BIASES("llama", "LlamaForCausalLM", true, false),
        MISTRAL("llama", "MistralForCausalLM", true, false),
        MIXTRAL("llama", "MixtralForCausalLM", true, false),
        QWEN2("qwen2", "Qwen2ForCausalLM", false, false),
        QWEN3("qwen3", "Qwen3ForCausalLM", false, false),
        QWEN3_MOE("qwen3moe", "Qwen3MoeForCausalLM", false, false),
        GEMMA2("gemma2", "Gemma2ForCausalLM", false, true),
        GEMMA3("gemma3", "Gemma3ForCausalLM", false, true),
        SMOLLM3("smollm3", "SmolLM3ForCausalLM", true, false);

        private final String key;
        private final String architecture;
        private final boolean paired;
        private final boolean gemma;

        Model(String key, String architecture, boolean paired, boolean gemma) {
            this.key = key;
            this.architecture = architecture;
            this.paired = paired;
            this.gemma = gemma;
        }

        HuggingFaceModel weights() {
            List<String> kinds = new ArrayList<>(List.of("input_layernorm.weight"));
            for (String projection : List.of("q", "k", "v", "o")) {
                kinds.add("self_attn." + projection + "_proj.weight");
                boolean output = projection.equals("o");
                if (this == LLAMA_WITH_BIASES || (this == QWEN2 && !output)) {
                    kinds.add("self_attn." + projection + "_proj.bias");
                }
            }
            if (key.startsWith("qwen3") || this == GEMMA3) {
                kinds.addAll(List.of("self_attn.q_norm.weight", "self_attn.k_norm.weight"));
            }
            kinds.add("post_attention_layernorm.weight");
            if (gemma) {
                kinds.add("pre_feedforward_layernorm.weight");
                kinds.add("post_feedforward_layernorm.weight");
            }
            boolean mixtral = this == MIXTRAL;
            if (mixtral || this == QWEN3_MOE) {
                String block = mixtral ? "block_sparse_moe." : "mlp.";
                kinds.add(block + "gate.weight");
                List<String> parts =
                        mixtral
                                ? List.of("w1", "w2", "w3")
                                : List.of("gate_proj", "up_proj", "down_proj");
                for (int expert = 0; expert < HuggingFaceModel.EXPERTS; expert++) {
                    for (String part : parts) {
                        kinds.add(block + "experts." + expert + "." + part + ".weight");
                    }
                }
            } else {
                for (String part : List.of("gate", "up", "down")) {
                    kinds.add("mlp." + part + "_proj.weight");
                    if (this == LLAMA_WITH_BIASES) {
                        kinds.add("mlp." + part + "_proj.bias");
                    }
                }
            }
            HuggingFaceModel model = new HuggingFaceModel();
            model.layers(2, kinds.toArray(String[]::new));
            return this == LLAMA || this == MIXTRAL || this == QWEN3_MOE
                    ? model.add("lm_head.weight", 10, 8)
                    : model;
        }

        GgufBytes metadata() {
            GgufBytes bytes = TinyMetadata.of(key).with("tokenizer.ggml.eot_token_id", 7);
            if (this == MIXTRAL || this == QWEN3_MOE) {
                bytes.with(key + ".expert_count", HuggingFaceModel.EXPERTS)
                        .with(key + ".expert_used_count", 2)
                        .with(key + ".expert_feed_forward_length", HuggingFaceModel.WIDE);
            }
            if (this == MISTRAL || this == GEMMA3) {
                bytes.with(key + ".attention.sliding_window", 16);
            }
            return bytes;
        }
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void everyTensorIsThatOfTheOriginalModel(Model model) throws IOException {
        HuggingFaceModel original = model.weights();
        Path target = folder.resolve("model");

        try (GgufFile file =
                original.to(model.metadata(), model.paired, model.gemma).open(folder)) {
            GgufImport.run(file, StoredType.F32, target, ImportWatch.none());
        }

        JsonNode config = new ObjectMapper().readTree(target.resolve("config.json").toFile());
        assertEquals(model.architecture, config.at("/architectures/0").asText());
        assertEquals(10, config.get("vocab_size").asInt());
        assertEquals(2, config.get("num_key_value_heads").asInt());
        assertEquals(1e-5, config.get("rms_norm_eps").asDouble());
        assertEquals("[2,7]", config.get("eos_token_id").toString());
        assertEquals(
                !original.tensors.containsKey("lm_head.weight"),
                config.get("tie_word_embeddings").asBoolean());
        try (SafetensorsFile weights = SafetensorsFile.open(target.resolve("model.safetensors"))) {
            assertEquals(original.tensors.keySet(), weights.tensors().keySet());
            original.tensors.forEach((name, expected) -> {
                TensorEntry entry = weights.require(name);
                assertEquals(expected.shape(), entry.shape(), name);
                float[] values = weights.segment(entry).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                assertArrayEquals(expected.values(), values, name);
            });
        }
    }

    @Test
    void weightsMayBeStoredAsBfloat16() throws IOException {
        HuggingFaceModel original = Model.LLAMA.weights();
        Path target = folder.resolve("model");
        try (GgufFile file = original.to(Model.LLAMA.metadata(), true, false).open(folder)) {
            GgufImport.run(file, StoredType.BF16, target, ImportWatch.none());
        }

        try (SafetensorsFile weights = SafetensorsFile.open(target.resolve("model.safetensors"))) {
            original.tensors.forEach((name, expected) -> {
                TensorEntry entry = weights.require(name);
                assertEquals(TensorType.BF16, entry.type());
                short[] values = weights.segment(entry).toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
                for (int i = 0; i < values.length; i++) {
                    assertEquals(expected.values()[i], Float.intBitsToFloat(values[i] << 16), name);
                }
            });
        }
    }

    @Test
    void aModelThatIsNotWholeIsRefusedBeforeAnythingIsWritten() throws IOException {
        refused(
                "model.gguf lacks tensor blk.1.ffn_up.weight",
                metadata -> {},
                weights -> weights.tensors.remove("model.layers.1.mlp.up_proj.weight"));
        refused(
                "model.gguf has shape [12, 4] at tensor blk.0.ffn_up.weight"
                        + " where the metadata need [12, 8]",
                metadata -> {},
                weights -> weights.add("model.layers.0.mlp.up_proj.weight", 12, 4));
        refused(
                "model.gguf has an unknown tensor blk.0.?.weight",
                metadata -> {},
                weights -> weights.add("model.layers.0.mlp.new_idea.weight", 12, 4));
        refused(
                "model.gguf lacks the metadata key llama.block_count",
                metadata -> metadata.without("llama.block_count"),
                weights -> {});
        refused(
                "model.gguf has an impossible or unsupported llama.attention.head_count: 0",
                metadata -> metadata.with("llama.attention.head_count", 0),
                weights -> {});
        refused(
                "model.gguf has another llama.attention.head_count_kv per layer,"
                        + " which is not supported",
                metadata -> metadata.with("llama.attention.head_count_kv", List.of(2, 2)),
                weights -> {});
        refused(
                "model.gguf has the architecture mamba; supported:"
                        + " llama, qwen2, qwen3, qwen3moe, gemma2, gemma3, smollm3",
                metadata -> metadata.with("general.architecture", "mamba"),
                weights -> {});
        refused(
                "model.gguf has a tokenizer.ggml.eos_token_id outside of the vocabulary",
                metadata -> metadata.with("tokenizer.ggml.eos_token_id", 10),
                weights -> {});
    }

    private void refused(
            String message, Consumer<GgufBytes> change, Consumer<HuggingFaceModel> other)
            throws IOException {
        HuggingFaceModel weights = Model.LLAMA.weights();
        other.accept(weights);
        GgufBytes bytes = Model.LLAMA.metadata();
        change.accept(bytes);
        Path target = folder.resolve("model");
        try (GgufFile file = weights.to(bytes, true, false).open(folder)) {
            assertEquals(
                    message,
                    assertThrows(
                                    ModelFormatException.class,
                                    () ->
                                            GgufImport.run(
                                                    file,
                                                    StoredType.F32,
                                                    target,
                                                    ImportWatch.none()))
                            .getMessage());
        }
        assertFalse(Files.exists(target));
    }
}
