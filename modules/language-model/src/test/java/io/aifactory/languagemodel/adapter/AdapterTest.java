package io.aifactory.languagemodel.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.reference.FamilyCase;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which matrices a configuration means, and what is refused before anything is loaded. */
class AdapterTest {
    private static final ModelConfig LLAMA =
            ModelConfigFile.parse(FamilyCase.named("llama").config());
    private static final ModelConfig MIXTURE =
            ModelConfigFile.parse(FamilyCase.named("qwen3 moe").config());
    private static final String Q0 = "base_model.model.model.layers.0.self_attn.q_proj.";

    @TempDir Path folder;

    /** Modules of the blocks that a configuration means, with rank and scale. */
    private static String meant(String keys) {
        AdapterConfig config = parse(keys);
        return String.join(
                " ",
                LinearModules.of(LLAMA).stream()
                        .filter(config::covers)
                        .map(module ->
                                "%s:%d*%.2f"
                                        .formatted(
                                                module.name()
                                                        .replaceAll(
                                                                "model.layers.(\\d).[a-z_]+\\.([a-z]+)_proj",
                                                                "$1$2"),
                                                config.rank(module),
                                                config.scale(module)))
                        .toList());
    }

    private static AdapterConfig parse(String keys) {
        return AdapterConfigFile.parse("{\"peft_type\": \"LORA\"" + keys.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    , 'target_modules': ['o_proj']                                        | 0o:8*1.00 1o:8*1.00 2o:8*1.00
                    , 'target_modules': ['o_proj'], 'r': 4                                | 0o:4*2.00 1o:4*2.00 2o:4*2.00
                    , 'target_modules': ['o_proj'], 'r': 4, 'lora_alpha': 6               | 0o:4*1.50 1o:4*1.50 2o:4*1.50
                    , 'target_modules': ['o_proj'], 'r': 4, 'use_rslora': true            | 0o:4*4.00 1o:4*4.00 2o:4*4.00
                    , 'target_modules': ['o_proj'], 'layers_to_transform': [0, 2]         | 0o:8*1.00 2o:8*1.00
                    , 'target_modules': ['o_proj'], 'layers_to_transform': 1              | 1o:8*1.00
                    , 'target_modules': ['o_proj'], 'layers_to_transform': 1, 'layers_pattern': 'layers' | 1o:8*1.00
                    , 'target_modules': ['model.layers.1.self_attn.o_proj', 'proj']       | 1o:8*1.00
                    , 'target_modules': ['o_proj'], 'rank_pattern': {'layers.1.self_attn.o_proj': 2} | 0o:8*1.00 1o:2*4.00 2o:8*1.00
                    , 'target_modules': ['o_proj'], 'alpha_pattern': {'.*2.*o_proj': 4}   | 0o:8*1.00 1o:8*1.00 2o:8*0.50
                    , 'target_modules': '.*\\\\.[12]\\\\..*[ko]_proj'                     | 1k:8*1.00 1o:8*1.00 2k:8*1.00 2o:8*1.00
                    , 'target_modules': 'all-linear', 'exclude_modules': ['self_attn.q_proj', 'k_proj', 'v_proj', 'gate_proj', 'up_proj', 'down_proj'], 'fan_in_fan_out': true | 0o:8*1.00 1o:8*1.00 2o:8*1.00
                    , 'target_modules': ['o_proj'], 'exclude_modules': '.*[12].*'         | 0o:8*1.00
                    """)
    void eachSettingMeansWhatItMeansToPeft(String keys, String modules) {
        assertEquals(modules, meant(keys));
    }

    @Test
    void allLinearIsEveryMatrixOfTheBlocks() {
        AdapterConfig config = parse(", 'target_modules': 'all-linear'");
        assertEquals(21, LinearModules.of(LLAMA).stream().filter(config::covers).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    , 'peft_type': 'IA3'                | is of peft_type 'IA3'; only LORA can be served
                    , 'use_dora': true                  | asks for use_dora, which is not supported; train it without DoRA or merge it into its model
                    , 'bias': 'lora_only'               | asks for bias 'lora_only', which is not supported; train it with bias none
                    , 'lora_bias': true                 | asks for lora_bias, which is not supported; train it without biases or merge it into its model
                    , 'modules_to_save': ['lm_head']    | asks for modules_to_save, which is not supported; train it without whole modules or merge it into its model
                    , 'layer_replication': [[0, 1]]     | asks for layer_replication, which is not supported; merge it into its model
                    , 'init_lora_weights': 'pissa_niter_4' | has init_lora_weights 'pissa_niter_4', which changes the base model; convert it to a plain LoRA adapter when it is saved
                    , 'r': 257                          | has rank 257 at r; the limit is 256: train it with a smaller one, or merge it into its model
                    , 'rank_pattern': {'q_proj': 300}   | has rank 300 at rank_pattern; the limit is 256: train it with a smaller one, or merge it into its model
                    , 'r': 0                            | needs a whole number of at least 1 at r
                    , 'target_modules': null            | needs names of modules, a regular expression or all-linear at target_modules
                    , 'target_modules': '('             | has at target_modules what is not a regular expression: (
                    , 'target_modules': 'x', 'layers_to_transform': 1 | cannot have layers_to_transform where target_modules is a text
                    """)
    void whatCannotBeServedIsRefusedByItsKey(String keys, String fault) {
        String all =
                ", 'target_modules': ['q_proj'], 'modules_to_save': null, 'bias': 'none'" + keys;
        ModelFormatException refused = assertThrows(ModelFormatException.class, () -> parse(all));
        assertEquals("adapter_config.json " + fault, refused.getMessage());
    }

    @Test
    void anExpressionThatTakesExponentialTimeIsRefused() {
        AdapterConfig config = parse(", 'target_modules': '(([a-z0-9._]+)+)+!'");
        ModelFormatException refused =
                assertThrows(
                        ModelFormatException.class,
                        () -> config.covers(LinearModules.of(LLAMA).get(1)));
        assertEquals(
                "adapter_config.json has at target_modules an expression that takes too long to"
                        + " compare; write it more simply",
                refused.getMessage());
    }

    private Adapter open(ModelConfig base, String keys, Consumer<Map<String, Shape>> change)
            throws IOException {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        for (int block = 0; block < 3; block++) {
            String module = Q0.replace("0", "" + block);
            tensors.put(module + "lora_A.weight", new Shape(TensorType.F32, 2, base.hidden()));
            tensors.put(
                    module + "lora_B.weight",
                    new Shape(TensorType.F16, (long) base.heads() * base.headSize(), 2));
        }
        change.accept(tensors);
        Files.writeString(
                folder.resolve("adapter_config.json"),
                "{\"peft_type\": \"LORA\", \"r\": 2" + keys.replace('\'', '"') + "}");
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        tensors.forEach((name, shape) -> writer.add(name, shape.type(), shape.sizes()));
        writer.write(
                folder.resolve("adapter_model.safetensors"),
                (tensor, sink) -> sink.write(ByteBuffer.allocate((int) tensor.bytes())));
        return Adapter.open(new AdapterFiles("mine", ModelFiles.inFolder(folder)), base);
    }

    private record Shape(TensorType type, List<Long> sizes) {
        Shape(TensorType type, long rows, long columns) {
            this(type, List.of(rows, columns));
        }
    }

    private void refused(
            String message, ModelConfig base, String keys, Consumer<Map<String, Shape>> change) {
        ModelFormatException refused =
                assertThrows(
                        ModelFormatException.class,
                        () -> {
                            try (Adapter _ = open(base, keys, change)) {
                                assertTrue(false, "opened");
                            }
                        });
        assertEquals("adapter 'mine': " + message, refused.getMessage());
    }

    private static final String QUERIES = ", 'target_modules': ['q_proj']";

    @Test
    void whatFitsIsOpened() throws IOException {
        try (Adapter adapter = open(LLAMA, QUERIES, _ -> {})) {
            assertEquals(3, adapter.pairs().size());
            assertEquals(List.of(2L, 48L), adapter.tensor(Q0 + "lora_A.weight").shape());
        }
    }

    @Test
    void aMissingHalfIsNamed() {
        refused(
                "adapter_model.safetensors lacks tensor "
                        + Q0
                        + "lora_B.weight, whose module its configuration means",
                LLAMA,
                QUERIES,
                tensors -> tensors.remove(Q0 + "lora_B.weight"));
    }

    @Test
    void aTensorThatDoesNotFitTheBaseIsNamed() {
        refused(
                "adapter_model.safetensors: tensor "
                        + Q0
                        + "lora_A.weight has shape [2, 47] where rank and base model need [2, 48]",
                LLAMA,
                QUERIES,
                tensors -> tensors.put(Q0 + "lora_A.weight", new Shape(TensorType.F32, 2, 47)));
    }

    @Test
    void aTypeThatIsNotOfWeightsIsNamed() {
        refused(
                "adapter_model.safetensors: tensor "
                        + Q0
                        + "lora_A.weight has type I64; supported: F32, F16, BF16",
                LLAMA,
                QUERIES,
                tensors -> tensors.put(Q0 + "lora_A.weight", new Shape(TensorType.I64, 2, 48)));
    }

    @Test
    void aTensorThatTheConfigurationDoesNotMeanIsNamed() {
        String stranger = "base_model.model.model.embed_tokens.lora_embedding_A";
        refused(
                "adapter_model.safetensors has tensor "
                        + stranger
                        + ", which its configuration does not mean; supported are lora_A and lora_B"
                        + " of matrices of attention and feed-forward layers",
                LLAMA,
                QUERIES,
                tensors -> tensors.put(stranger, new Shape(TensorType.F32, 2, 97)));
    }

    @ParameterizedTest
    @CsvSource({
        "embed_tokens, 'model.embed_tokens, the embedding'",
        "lm_head, 'lm_head, the output head'",
        "gate, 'model.layers.0.mlp.gate, the router of a mixture'",
        "up_proj, 'model.layers.0.mlp.experts.0.up_proj, an expert of a mixture'",
    })
    void aModuleThatNoAdapterCanChangeIsNamed(String target, String module) {
        refused(
                "adapter_config.json means "
                        + module
                        + ", which is not supported; leave it out of target_modules or merge the"
                        + " adapter into its model",
                MIXTURE,
                ", 'target_modules': ['" + target + "', 'q_proj']",
                _ -> {});
    }

    @Test
    void anAdapterOfAnotherModelIsRefused() {
        refused(
                "adapter_config.json means no module of this model with target_modules; is it for"
                        + " another model?",
                LLAMA,
                ", 'target_modules': ['c_attn']",
                _ -> {});
    }

    @Test
    void pickledWeightsAreNotRead() throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("adapter_config.json"),
                        "{\"peft_type\": \"LORA\", \"target_modules\": [\"q_proj\"]}");
        Path pickled = Files.writeString(folder.resolve("adapter_model.bin"), "x");
        var files =
                ModelFiles.of(Map.of("adapter_config.json", config, "adapter_model.bin", pickled));
        ModelFormatException refused =
                assertThrows(
                        ModelFormatException.class,
                        () -> Adapter.open(new AdapterFiles("mine", files), LLAMA));
        assertEquals(
                "adapter 'mine': adapter_model.bin is pickled and is not read; save the adapter with"
                        + " safe_serialization=True",
                refused.getMessage());
    }
}
