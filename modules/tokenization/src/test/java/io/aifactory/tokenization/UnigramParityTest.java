package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Same ids and same text as the Hugging Face library, with and without byte fallback. */
class UnigramParityTest {
    private static final String METASPACE =
            """
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}\
            """;

    private static final Documents PLAIN =
            Documents.of(Documents.unigram(false))
                    .withPreTokenizer(METASPACE)
                    .withDecoder(METASPACE);
    private static final Documents BYTES =
            Documents.of(Documents.unigram(true))
                    .withNormalizer("{\"type\": \"Prepend\", \"prepend\": \"▁\"}")
                    .withDecoder(
                            """
                            {"type": "Sequence", "decoders": [
                              {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                              {"type": "ByteFallback"}, {"type": "Fuse"},
                              {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}\
                            """);

    private static final Parity PLAIN_PARITY = new Parity(PLAIN);
    private static final Parity BYTES_PARITY = new Parity(BYTES);

    @Test
    void nastyTexts() {
        Parity.overNastyTexts(PLAIN);
        Parity.overNastyTexts(BYTES);
    }

    @Test
    void specialPiecesWrittenInATextAreRecognisedOnlyIfAskedFor() {
        Documents withSpecials =
                PLAIN.withAdded(0, "<unk>", "special")
                        .withAdded(1, "<s>", "special")
                        .withAdded(2, "</s>", "special");
        Parity.overNastyTexts(withSpecials);
        Tokenizer tokenizer = TokenizerJson.read(withSpecials.bytes());

        // "▁", unknown, "s", unknown: the parts of "<s>" are ordinary characters.
        assertArrayEquals(new int[] {3, 0, 6, 0}, tokenizer.encode("<s>"));
        assertArrayEquals(new int[] {1}, tokenizer.encodeWithSpecialTokens("<s>"));
    }

    @Test
    void theBestSumWinsAndARunOfUnknownCharactersIsOneToken() {
        Tokenizer tokenizer = TokenizerJson.read(PLAIN.withPreTokenizer("null").bytes());

        // abc -6.25 beats ab + c (-8.8) and a + bc (-8.6); aaaa -9.5 beats aa + aa (-11.8).
        assertArrayEquals(new int[] {12}, tokenizer.encode("abc"));
        // Equal sums: a + aaaa is found before aaaa + a.
        assertArrayEquals(new int[] {9, 29}, tokenizer.encode("aaaaa"));
        assertArrayEquals(new int[] {9, 0, 10}, tokenizer.encode("aЖЯb"));
    }

    @Test
    void withByteFallbackARunOfUnknownCharactersIsItsBytes() {
        Tokenizer tokenizer = TokenizerJson.read(BYTES.withNormalizer("null").bytes());
        int zero = tokenizer.vocabularySize() - 256;

        assertArrayEquals(
                new int[] {9, zero + 0xD0, zero + 0x96, zero + 0xD0, zero + 0xAF, 10},
                tokenizer.encode("aЖЯb"));
    }

    @Property(tries = 500, seed = "20260101")
    void randomTexts(@ForAll("texts") String text) {
        PLAIN_PARITY.check(text);
    }

    @Property(tries = 500, seed = "20260101")
    void randomTextsWithByteFallback(@ForAll("texts") String text) {
        BYTES_PARITY.check(text);
    }

    /** Many ways of equal length compete. */
    @Property(tries = 500, seed = "20260101")
    void ambiguousTexts(@ForAll("ambiguous") String text) {
        PLAIN_PARITY.check(text);
        BYTES_PARITY.check(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomTexts.wellFormed();
    }

    @Provide
    Arbitrary<String> ambiguous() {
        return Arbitraries.strings().withChars("abcthe ▁1Ж").ofMaxLength(60);
    }
}
