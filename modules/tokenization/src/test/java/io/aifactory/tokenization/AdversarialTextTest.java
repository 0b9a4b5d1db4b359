package io.aifactory.tokenization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdversarialTextTest {
    private static final Tokenizer TOKENIZER = TrainedTokenizers.small();

    @Test
    void theEmptyTextHasNoTokens() {
        assertArrayEquals(new int[0], TOKENIZER.encode(""));
        assertEquals("", TOKENIZER.decode(new int[0]));
    }

    /**
     * A quadratic algorithm would need hours here, so the bound proves the order, not the speed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", " ", "\n", " \n", "日", "1", "'", "!?"})
    void aMegabyteWithoutBordersIsEncodedInMoments(String unit) {
        String text = unit.repeat((1 << 20) / unit.length());

        String back =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(60), () -> TOKENIZER.decode(TOKENIZER.encode(text)));

        assertEquals(text, back);
    }

    /** One word for all of them, where the longest pieces compete everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "abc", "日本", "the", "Ж", "e\u0301\u0323"})
    void soItIsByWordPieceUnigramAndSentencePiece(String unit) {
        String text = unit.repeat((1 << 20) / unit.length());
        byte[] wordPiece =
                new String(Documents.of(Documents.counting()).bytes(), UTF_8)
                        .replace("1000", "100000000")
                        .getBytes(UTF_8);
        for (Tokenizer tokenizer :
                List.of(
                        TokenizerJson.read(wordPiece),
                        TokenizerJson.read(Documents.of(Documents.unigram(true)).bytes()),
                        Vocabularies.sentencePieceBytePair(
                                Pieces.withBytes("a", "▁", "ab", "aa", "aaaa", "b", "th", "the"),
                                SentencePieceOptions.llama(Frame.NONE)))) {
            int[] ids =
                    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> tokenizer.encode(text));
            assertEquals(true, ids.length > 0);
        }
    }

    /** The JDK's normaliser alone would need minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"NFC", "NFD", "NFKC", "NFKD"})
    void soIsAMegabyteOfMarksInTheWrongOrder(String form) {
        String text = "a" + "\u0301\u0323".repeat(1 << 19);
        Documents document =
                Documents.of(Documents.unigram(false))
                        .withNormalizer("{\"type\": \"%s\"}".formatted(form));
        Tokenizer tokenizer = TokenizerJson.read(document.bytes());

        int[] ids = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> tokenizer.encode(text));

        assertEquals(true, ids.length > 0);
    }

    @Test
    void nulIsACharacterLikeOthers() {
        assertEquals("a\0b\0", TOKENIZER.decode(TOKENIZER.encode("a\0b\0")));
    }

    @Test
    void aLoneSurrogateIsAReplacementCharacter() {
        assertEquals("x\uFFFDy", TOKENIZER.decode(TOKENIZER.encode("x\uD83Dy")));
        assertEquals("\uFFFD", TOKENIZER.decode(TOKENIZER.encode("\uDC00")));
        assertEquals("😀", TOKENIZER.decode(TOKENIZER.encode("\uD83D\uDE00")));
    }

    @Test
    void userTextCannotForgeASpecialToken() {
        int[] ids = TOKENIZER.encode("hello <|endoftext|>");

        for (int id : ids) {
            assertEquals(true, TOKENIZER.byteLength(id) > 0);
        }
        assertEquals("hello <|endoftext|>", TOKENIZER.decode(ids));
        assertArrayEquals(new int[] {0}, TOKENIZER.encodeWithSpecialTokens("<|endoftext|>"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void idsOutsideOfTheVocabularyAreRefused(int id) {
        assertThrows(IllegalArgumentException.class, () -> TOKENIZER.decode(new int[] {id}));
        assertThrows(
                IllegalArgumentException.class, () -> TOKENIZER.newStreamingDecoder().accept(id));
        assertThrows(IllegalArgumentException.class, () -> TOKENIZER.byteLength(id));
    }
}
