package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenVectorsTest {
    private static final String LLAMA_3 = "aifactory.llama-3-tokenizer";

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "qwen2"})
    void idsEqualTheStoredOnesInAll47Cases(String name) throws IOException {
        String folder = "oracles/tokenizers/" + name + "/";
        check(name, TokenizerJson.read(ReferenceData.file(folder + "tokenizer.json")));
    }

    /** Llama 3's vocabulary may not be passed on. */
    @Test
    void llama3Too() throws IOException {
        String file = System.getProperty(LLAMA_3, "");
        assumeTrue(
                !file.isEmpty(),
                "skipped: set -D" + LLAMA_3 + " to the tokenizer.json of a Llama 3 model");

        check("llama-bpe", TokenizerJson.read(Path.of(file)));
    }

    private static void check(String name, Tokenizer tokenizer) throws IOException {
        // Given
        String folder = "oracles/tokenizers/" + name + "/";
        String[] texts =
                ReferenceData.text(folder + name + ".inp").split("\n__ggml_vocab_test__\n", -1);
        String[] expected = ReferenceData.text(folder + name + ".out").split("\n", -1);
        assertEquals(47, texts.length);

        for (int i = 0; i < texts.length; i++) {
            // When
            int[] ids = tokenizer.encode(texts[i]);

            // Then
            int[] stored =
                    Arrays.stream(expected[i].strip().split(" +"))
                            .filter(number -> !number.isEmpty())
                            .mapToInt(Integer::parseInt)
                            .toArray();
            assertArrayEquals(stored, ids, "case " + i + ": '" + texts[i] + "'");
        }
    }
}
