package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenVectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "qwen2"})
    void idsEqualTheStoredOnesInAll47Cases(String name) throws IOException {
        // Given
        String folder = "oracles/tokenizers/" + name + "/";
        Tokenizer tokenizer = TokenizerJson.read(ReferenceData.file(folder + "tokenizer.json"));
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
