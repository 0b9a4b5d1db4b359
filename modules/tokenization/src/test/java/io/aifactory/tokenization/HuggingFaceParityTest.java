package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Same ids and same text as the Hugging Face library, on the same file. */
class HuggingFaceParityTest {
    private static final Map<String, Pair> PAIRS = new HashMap<>();

    private record Pair(Tokenizer ours, HuggingFace theirs) {}

    @Property(tries = 300, seed = "20260101", shrinking = ShrinkingMode.BOUNDED)
    void gpt2(@ForAll("texts") String text) throws IOException {
        check("tokenizers/gpt-2", text, text);
    }

    /** The file normalises to NFC, so decoding gives the normalised text. */
    @Property(tries = 300, seed = "20260101", shrinking = ShrinkingMode.BOUNDED)
    void qwen2(@ForAll("texts") String text) throws IOException {
        check("tokenizers/qwen2", text, null);
    }

    @Property(tries = 300, seed = "20260101", shrinking = ShrinkingMode.BOUNDED)
    void llamaWithByteFallback(@ForAll("texts") String text) throws IOException {
        check("llama-tiny", text, null);
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.wellFormed();
    }

    private static void check(String folder, String text, @Nullable String decoded)
            throws IOException {
        Pair pair = pair(folder);
        int[] ids = pair.ours().encodeWithSpecialTokens(text);

        assertArrayEquals(pair.theirs().encode(text), ids);
        assertEquals(pair.theirs().decode(ids), pair.ours().decode(ids));
        if (decoded != null) {
            assertEquals(decoded, pair.ours().decode(pair.ours().encode(text)));
        }
    }

    private static Pair pair(String folder) throws IOException {
        Pair known = PAIRS.get(folder);
        if (known == null) {
            byte[] json =
                    Files.readAllBytes(ReferenceData.file("oracles/" + folder + "/tokenizer.json"));
            known = new Pair(TokenizerJson.read(json), new HuggingFace(json));
            PAIRS.put(folder, known);
        }
        return known;
    }
}
