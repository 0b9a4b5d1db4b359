package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Vocabularies with scores, as GGUF carries them, and the files they are published as. */
class SentencePieceDoorTest {
    private static final Tokenizer BYTE_PAIR =
            Vocabularies.sentencePieceBytePair(
                    Pieces.withBytes(
                            "▁", "a", "b", "e", "h", "t", "▁t", "he", "the", "▁the", "ab", "▁a",
                            "▁▁", "▁▁▁▁", "aa", "日", "本", "日本"),
                    SentencePieceOptions.llama(Frame.around(List.of(1), List.of())));
    private static final Tokenizer UNIGRAM =
            Vocabularies.sentencePieceUnigram(
                    Pieces.scored(
                            "▁", -2, "a", -3, "▁a", -4, "ta", -5, "aa", -6.1, "▁the", -4.5, "t", -4,
                            "h", -4, "e", -4, "日", -7, "fi", -6, ".", -3),
                    new SentencePieceOptions(
                            true,
                            true,
                            true,
                            Optional.of(CharsmapWriter.sample()),
                            Frame.around(List.of(), List.of(2))));

    private static final Tokenizer BYTE_PAIR_AGAIN = TokenizerJson.read(written(BYTE_PAIR));
    private static final HuggingFace BYTE_PAIR_ORACLE = new HuggingFace(written(BYTE_PAIR));
    private static final HuggingFace UNIGRAM_ORACLE = new HuggingFace(written(UNIGRAM));

    @Property(tries = 500, seed = "20260101")
    void bytePairsAreEqualToTheirFile(@ForAll("texts") String text) {
        int[] ids = BYTE_PAIR.encodeWithSpecialTokens(text);

        assertArrayEquals(BYTE_PAIR_ORACLE.encode(text), ids);
        assertArrayEquals(BYTE_PAIR_AGAIN.encodeWithSpecialTokens(text), ids);
        assertArrayEquals(BYTE_PAIR_AGAIN.encodeFramed(text), BYTE_PAIR.encodeFramed(text));
        assertEquals(text.replace('▁', ' '), BYTE_PAIR.decode(BYTE_PAIR.encode(text)));
    }

    /** Without decomposed characters, where the library means something else by the map. */
    @Property(tries = 500, seed = "20260101")
    void unigramIsEqualToItsFile(@ForAll("composed") String text) {
        assertArrayEquals(UNIGRAM_ORACLE.encode(text), UNIGRAM.encode(text), text);
        assertArrayEquals(UNIGRAM_ORACLE.encodeFramed(text), UNIGRAM.encodeFramed(text), text);
        assertEquals(
                UNIGRAM_ORACLE.decode(UNIGRAM.encode(text)),
                UNIGRAM.decode(UNIGRAM.encode(text)),
                text);
    }

    @Property(tries = 500, seed = "20260101")
    void anyIdsStreamInWholeCharacters(@ForAll("ids") int[] ids) {
        assertEquals(
                BYTE_PAIR.decode(ids),
                DecoderParityTest.Streaming.wellFormedPieces(BYTE_PAIR, ids));
    }

    @Property(tries = 300, seed = "20260101")
    void anyTextStreamsBackAsItIs(@ForAll("texts") String text) {
        assertEquals(
                text.replace('▁', ' '),
                DecoderParityTest.Streaming.wellFormedPieces(BYTE_PAIR, BYTE_PAIR.encode(text)));
    }

    @Property(tries = 300, seed = "20260101")
    void loneSurrogatesBecomeReplacementCharacters(@ForAll("anything") String text) {
        String expected =
                text.codePoints()
                        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();

        assertEquals(expected.replace('▁', ' '), BYTE_PAIR.decode(BYTE_PAIR.encode(text)));
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.wellFormed();
    }

    @Provide
    Arbitrary<String> anything() {
        return RandomTexts.anything();
    }

    @Provide
    Arbitrary<String> composed() {
        return Arbitraries.of(
                        " ", "  ", "a", "aa", "ta", "the", "ﬁ", "\u00A0", "\t", "\n", "日", ".", "é",
                        "Ж", "x", "\u200B")
                .list()
                .ofMaxSize(20)
                .map(list -> String.join("", list));
    }

    /** Bytes more often than text. */
    @Provide
    Arbitrary<int[]> ids() {
        return Arbitraries.integers()
                .between(0, BYTE_PAIR.vocabularySize() - 1)
                .array(int[].class)
                .ofMaxSize(30);
    }

    private static byte[] written(Tokenizer tokenizer) {
        byte[] json = TokenizerJson.write(tokenizer);
        assertEquals('{', new String(json, StandardCharsets.UTF_8).charAt(0));
        return json;
    }
}
