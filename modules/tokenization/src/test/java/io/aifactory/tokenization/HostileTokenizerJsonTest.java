package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileTokenizerJsonTest {
    private static final String GOOD =
            """
            {"added_tokens": [],
             "normalizer": null,
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false},
             "decoder": {"type": "ByteLevel"},
             "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}}
            """;

    @Test
    void theUnchangedDocumentIsFine() {
        assertEquals("ab", TokenizerJson.read(bytes(GOOD)).decode(new int[] {2}));
    }

    /** Each row replaces a part of the good document and names the component to blame. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "model": {"type": "BPE"   | "nodel": {"type": "BPE"          | model
                    "BPE"                     | "WordLevel"                      | model
                    "BPE"                     | "Unigram"                        | model.vocab
                    "BPE"                     | "WordPiece"                      | model.unk_token
                    "vocab": {"a": 0,         | "vocab": {"a": 2147483647,       | model.vocab['a']
                    "vocab": {"a": 0,         | "vocab": {"a": 99999999999,      | model.vocab['a']
                    "vocab": {"a": 0,         | "vocab": {"a": -1,               | model.vocab['a']
                    "vocab": {"a": 0,         | "vocab": {"a": "x",              | model.vocab['a']
                    "vocab": {"a": 0,         | "vocab": {"a": 1,                | model.vocab['b']
                    ["a b"]                   | ["a c"]                          | model.merges[0]
                    ["a b"]                   | ["b a"]                          | model.merges[0]
                    ["a b"]                   | ["ab"]                           | model.merges[0]
                    ["a b"]                   | [["a"]]                          | model.merges[0]
                    ["a b"]                   | {}                               | model.merges
                    ["a b"]                   | [1]                              | model.merges[0]
                    "merges"                  | "dropout": 0.5, "merges"         | model.dropout
                    "merges"                  | "unk_token": "u", "merges"       | model.unk_token
                    "merges"                  | "end_of_word_suffix": "w", "merges" | model.end_of_word_suffix
                    "added_tokens": []        | "added_tokens": [{"id": 1048576, "content": "x"}] | added_tokens[0].id
                    "added_tokens": []        | "added_tokens": [{"id": 3, "content": ""}] | added_tokens[0].content
                    "added_tokens": []        | "added_tokens": [{"content": "x"}] | added_tokens[0].id
                    "normalizer": null        | "normalizer": {"type": "Precompiled"} | normalizer.precompiled_charsmap
                    "normalizer": null        | "normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAAA"} | normalizer.precompiled_charsmap
                    "normalizer": null        | "normalizer": {"type": "Sequence", "normalizers": [{"type": "Nmt"}]} | normalizer.normalizers[0]
                    "normalizer": null        | "normalizer": "NFC"              | normalizer.type
                    "ByteLevel", "add_prefix_space": false | "UnicodeScripts"    | pre_tokenizer
                    "ByteLevel", "add_prefix_space": false | "Split", "pattern": {"Regex": "(a"}, "behavior": "Isolated" | pre_tokenizer.pattern.Regex
                    "ByteLevel", "add_prefix_space": false | "Split", "pattern": {"Regex": "\\\\w+"}, "behavior": "Isolated" | pre_tokenizer.pattern.Regex
                    "ByteLevel", "add_prefix_space": false | "Split", "pattern": {"String": " "}, "behavior": "Odd" | pre_tokenizer.behavior
                    "decoder": {"type": "ByteLevel"} | "decoder": {"type": "CTC"} | decoder
                    """)
    void whatIsWrongIsNamed(String part, String replacement, String component) {
        String document = GOOD.replace(part, replacement);

        InvalidTokenizerException refused =
                assertThrows(
                        InvalidTokenizerException.class, () -> TokenizerJson.read(bytes(document)));

        assertEquals(component, refused.component(), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"``", "null", "[]", "{", "{}", "\"x\"", "3", "{\"model\": []}"})
    void whatIsNoDocumentIsRefused(String document) {
        assertThrows(InvalidTokenizerException.class, () -> TokenizerJson.read(bytes(document)));
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        assertThrows(
                InvalidTokenizerException.class,
                () -> TokenizerJson.read(bytes("{\"normalizer\":".repeat(100_000))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
