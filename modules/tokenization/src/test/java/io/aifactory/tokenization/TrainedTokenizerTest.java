package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TrainedTokenizerTest {
    private static final Tokenizer TOKENIZER = TrainedTokenizers.small();
    private static final HuggingFace ORACLE = new HuggingFace(TokenizerJson.write(TOKENIZER));

    @Property(tries = 500, seed = "20260101")
    void decodingGivesTheTextBack(@ForAll("wellFormed") String text) {
        assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)));
    }

    @Property(tries = 500, seed = "20260101")
    void idsEqualThoseOfTheHuggingFaceLibraryOnTheWrittenFile(@ForAll("wellFormed") String text) {
        assertArrayEquals(ORACLE.encode(text), TOKENIZER.encodeWithSpecialTokens(text));
    }

    @Property(tries = 500, seed = "20260101")
    void streamingGivesWhatDecodingAtOnceGives(@ForAll("idSequences") int[] ids) {
        StreamingDecoder decoder = TOKENIZER.newStreamingDecoder();
        StringBuilder streamed = new StringBuilder();
        for (int id : ids) {
            String part = decoder.accept(id);
            assertEquals(
                    part,
                    new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                    "half a character was emitted");
            streamed.append(part);
        }
        streamed.append(decoder.finish());

        assertEquals(TOKENIZER.decode(ids), streamed.toString());
        assertEquals(ORACLE.decode(ids), streamed.toString());
    }

    @Property(tries = 500, seed = "20260101")
    void loneSurrogatesBecomeReplacementCharacters(@ForAll("anything") String text) {
        String expected =
                new String(
                        replaceLone(text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertEquals(expected, TOKENIZER.decode(TOKENIZER.encode(text)));
    }

    @Property(tries = 500, seed = "20260101")
    void byteLengthsAddUpToTheText(@ForAll("wellFormed") String text) {
        int bytes = Arrays.stream(TOKENIZER.encode(text)).map(TOKENIZER::byteLength).sum();

        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, bytes);
    }

    @Provide
    Arbitrary<String> wellFormed() {
        return RandomTexts.wellFormed();
    }

    @Provide
    Arbitrary<String> anything() {
        return RandomTexts.anything();
    }

    @Provide
    Arbitrary<int[]> idSequences() {
        return Arbitraries.integers()
                .between(0, TOKENIZER.vocabularySize() - 1)
                .array(int[].class)
                .ofMaxSize(40);
    }

    private static String replaceLone(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
