package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages that no stored file uses, against the Hugging Face library. */
class StagesTest {
    private static final String TEXT = " a-b--  c_d -e  <x> f<y>g <y>  -";

    private static final String VOCABULARY =
            """
            "vocab": {"<unk>": 0, "a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "-": 6, " ": 7, "▁": 8,
                      "--": 9, "▁a": 10, "_": 11, "▁▁": 12, "Ġ": 13, "-b": 14, "f": 15, "a-": 16},
            "merges": [["-", "-"], ["▁", "a"], ["▁", "▁"], ["-", "b"], ["a", "-"]]\
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {"Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"})
    void splitBehavioursSplitLikeTheLibrary(String behavior) {
        for (boolean invert : new boolean[] {false, true}) {
            check(
                    document(
                            "null",
                            """
                            {"type": "Split", "pattern": {"String": "-"}, "behavior": "%s", "invert": %s}\
                            """
                                    .formatted(behavior, invert),
                            "{\"type\": \"Fuse\"}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "first", "never"})
    void metaspacePrependsLikeTheLibrary(String scheme) {
        String metaspace =
                """
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "%s", "split": true}\
                """
                        .formatted(scheme);
        check(document("null", metaspace, metaspace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"NFKC\"}",
                "{\"type\": \"Prepend\", \"prepend\": \"a\"}",
                "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"\\\\s+\"}, \"content\": \"-\"}",
                "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFD\"}, {\"type\": \"Prepend\", \"prepend\": \"▁\"}]}"
            })
    void normalizersChangeTheTextLikeTheLibrary(String normalizer) {
        check(document(normalizer, "null", "{\"type\": \"Fuse\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void byteLevelMayPrependASpace(String prefix) {
        String byteLevel =
                "{\"type\": \"ByteLevel\", \"add_prefix_space\": "
                        + prefix
                        + ", \"trim_offsets\": true, \"use_regex\": true}";
        check(document("null", byteLevel, byteLevel));
    }

    private static void check(String document) {
        byte[] json = document.getBytes(StandardCharsets.UTF_8);
        Tokenizer tokenizer = TokenizerJson.read(json);
        try (HuggingFace oracle = new HuggingFace(json)) {
            int[] ids = tokenizer.encodeWithSpecialTokens(TEXT);
            assertArrayEquals(oracle.encode(TEXT), ids, document);
            assertEquals(oracle.decode(ids), tokenizer.decode(ids), document);
        }
    }

    private static String document(String normalizer, String preTokenizer, String decoder) {
        return """
        {"version": "1.0",
         "added_tokens": [
           {"id": 0, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": true},
           {"id": 17, "content": "<x>", "single_word": false, "lstrip": true, "rstrip": true,
            "normalized": false, "special": false},
           {"id": 18, "content": "<y>", "single_word": true, "lstrip": false, "rstrip": false,
            "normalized": false, "special": false}],
         "normalizer": %s, "pre_tokenizer": %s, "post_processor": null, "decoder": %s,
         "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "fuse_unk": false,
                   "continuing_subword_prefix": null, "end_of_word_suffix": null,
                   "byte_fallback": false, "ignore_merges": true, %s}}\
        """
                .formatted(normalizer, preTokenizer, decoder, VOCABULARY);
    }
}
