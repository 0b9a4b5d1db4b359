package io.aifactory.languagemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.decoder.RopeScaling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigFileTest {
    private static final String LLAMA = "\"architectures\":[\"LlamaForCausalLM\"]";

    @Test
    void absentKeysGetTheDefaultsOfTransformers() {
        ModelConfig config = ModelConfigFile.parse("{" + LLAMA + "}");

        assertEquals(
                new ModelConfig(
                        "LlamaForCausalLM",
                        32000,
                        4096,
                        11008,
                        32,
                        32,
                        32,
                        128,
                        2048,
                        1e-6,
                        10000,
                        false,
                        1,
                        List.of(2)),
                config);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (List<Integer> eos : List.of(List.<Integer>of(), List.of(0), List.of(3, 4))) {
            ModelConfig config =
                    new ModelConfig(
                            "LlamaForCausalLM",
                            4096,
                            256,
                            688,
                            6,
                            4,
                            2,
                            64,
                            256,
                            1e-5,
                            5e5,
                            true,
                            -1,
                            eos);
            assertEquals(config, ModelConfigFile.parse(ModelConfigFile.write(config)));
        }
    }

    @Test
    void thetaIsAlsoFoundAmongTheRopeParameters() {
        String rope = "\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":500000.0}";
        assertEquals(
                new Position.Rotary(500_000, new RopeScaling.None()),
                ModelConfigFile.parse("{" + LLAMA + "," + rope + "}")
                        .blocks()
                        .getFirst()
                        .position());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "architectures":["GPT2LMHeadModel"]                       | architecture GPT2LMHeadModel; supported: Gemma2ForCausalLM, Gemma3ForCausalLM, LlamaForCausalLM
                    "x":1                                                     | architecture (none); supported: Gemma2
                    LLAMA,"rope_scaling":{"rope_type":"dynamic"}              | rope_scaling dynamic; supported: default, linear, llama3, yarn
                    LLAMA,"rope_parameters":{"rope_type":"longrope"}          | rope_parameters longrope
                    LLAMA,"rope_scaling":{"rope_type":"llama3"}               | positive low_freq_factor in rope_scaling
                    LLAMA,"rope_scaling":{"type":"linear"}                    | positive factor in rope_scaling
                    LLAMA,"partial_rotary_factor":0.5                         | partial_rotary_factor
                    LLAMA,"mlp_bias":true                                     | mlp_bias
                    LLAMA,"hidden_act":"gelu"                                 | hidden_act gelu
                    LLAMA,"quantization_config":{}                            | quantised
                    LLAMA,"hidden_size":"big"                                 | whole number at hidden_size
                    LLAMA,"hidden_size":1.5                                   | whole number at hidden_size
                    LLAMA,"hidden_size":99999999999                           | whole number at hidden_size
                    LLAMA,"num_key_value_heads":3                             | 32 heads cannot share 3
                    LLAMA,"num_attention_heads":0                             | impossible
                    LLAMA,"head_dim":7                                        | head size must be even
                    LLAMA,"vocab_size":0                                      | vocabulary
                    LLAMA,"num_hidden_layers":-1                              | layers
                    LLAMA,"rms_norm_eps":0                                    | epsilon
                    LLAMA,"eos_token_id":["x"]                                | eos_token_id
                    """)
    void whatWouldComputeSomethingElseIsRefused(String keys, String says) {
        ModelFormatException refused =
                assertThrows(
                        ModelFormatException.class,
                        () -> ModelConfigFile.parse("{" + keys.replace("LLAMA", LLAMA) + "}"));
        assertTrue(String.valueOf(refused.getMessage()).contains(says), refused.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "3", "null"})
    void textThatIsNotAnObjectIsRefused(String text) {
        assertThrows(ModelFormatException.class, () -> ModelConfigFile.parse(text));
    }
}
