package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** BERT's stages around a small vocabulary: same ids and same text as the Hugging Face library. */
class WordPieceParityTest {
    private static final String DOCUMENT =
            """
            {"version": "1.0",
             "added_tokens": [
               {"id": 0, "content": "[PAD]", "special": true, "normalized": false,
                "single_word": false, "lstrip": false, "rstrip": false},
               {"id": 1, "content": "[UNK]", "special": true, "normalized": false,
                "single_word": false, "lstrip": false, "rstrip": false},
               {"id": 2, "content": "[CLS]", "special": true, "normalized": false,
                "single_word": false, "lstrip": false, "rstrip": false},
               {"id": 3, "content": "[SEP]", "special": true, "normalized": false,
                "single_word": false, "lstrip": false, "rstrip": false}],
             "normalizer": {"type": "BertNormalizer", "clean_text": true,
                            "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
             "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
             "model": {"type": "WordPiece", "unk_token": "[UNK]",
                       "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                       "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "the": 4,
                         "##the": 5, "un": 6, "do": 7, "##do": 8, "##ing": 9, "##s": 10, "a": 11,
                         "##a": 12, "b": 13, "##b": 14, "ab": 15, "##ab": 16, "##c": 17, "c": 18,
                         ".": 19, ",": 20, "!": 21, "?": 22, "'": 23, "hello": 24, "world": 25,
                         "日": 26, "本": 27, "語": 28, "e": 29, "##e": 30, "s": 31, "t": 32, "n": 33,
                         "it": 34, "##o": 35, "##r": 36, "##l": 37, "##d": 38, "w": 39, "ve": 40,
                         "##n": 41, "##t": 42, "not": 43, "1": 44, "##1": 45, "3": 46, "-": 47,
                         "👍": 48, "ff": 49, "##ff": 50, "$": 51, "i": 52, "##i": 53, "##st": 54}}}
            """;

    private static final Tokenizer OURS = TokenizerJson.read(bytes());
    private static final HuggingFace THEIRS = new HuggingFace(bytes());

    @Test
    void nastyTextsHaveTheSameIdsAndDecodeAlike() {
        NastyTexts.ALL.forEach(WordPieceParityTest::check);
    }

    @Property(tries = 500, seed = "20260101")
    void randomTextsToo(@ForAll("texts") String text) {
        check(text);
    }

    @Test
    void theLongestPieceWinsAndAWordThatCannotBeCoveredIsUnknownAsAWhole() {
        assertArrayEquals(new int[] {15, 16, 17}, OURS.encode("ababc"));
        assertArrayEquals(new int[] {6, 8, 9, 10}, OURS.encode("Undoings"));
        assertArrayEquals(new int[] {1}, OURS.encode("undoxings"));
    }

    @Test
    void aWordIsTriedUpToAHundredCharacters() {
        assertEquals(100, OURS.encode("a".repeat(100)).length);
        assertArrayEquals(new int[] {1}, OURS.encode("a".repeat(101)));
    }

    @Test
    void oneTextAndAPairAreFramedLikeTheLibraryDoes() {
        assertArrayEquals(new int[] {2, 24, 25, 3}, OURS.encodeFramed("hello world"));
        Frame.Framed pair = OURS.frame().frame(OURS.encode("hello"), OURS.encode("a world"));
        assertArrayEquals(THEIRS.encodeFramed("hello", "a world"), pair.ids());
        assertArrayEquals(THEIRS.typeIds("hello", "a world"), pair.typeIds());
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, pair.typeIds());
    }

    @Test
    void theWrittenFileIsTheSameTokenizer() {
        Tokenizer again = TokenizerJson.read(TokenizerJson.write(OURS));

        NastyTexts.ALL.forEach(text -> {
            assertArrayEquals(OURS.encode(text), again.encode(text));
            assertArrayEquals(OURS.encodeFramed(text), again.encodeFramed(text));
        });
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.ofOldUnicode();
    }

    private static void check(String text) {
        int[] ids = OURS.encodeWithSpecialTokens(text);
        assertArrayEquals(THEIRS.encode(text), ids, text);
        assertArrayEquals(THEIRS.encodeFramed(text), OURS.frame().frame(ids).ids(), text);
        assertEquals(THEIRS.decode(ids), OURS.decode(ids), text);
    }

    private static byte[] bytes() {
        return DOCUMENT.getBytes(StandardCharsets.UTF_8);
    }
}
