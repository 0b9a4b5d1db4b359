package io.aifactory.inference.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SequenceTextTest {
    private final ByteTokenizer tokenizer = new ByteTokenizer();

    @Test
    void halfACharacterIsNeverShown() {
        SequenceText text = SequenceText.of(tokenizer, Specs.prompt("a").build());

        int[] euro = tokenizer.encode("€");
        assertEquals("", text.accept(euro[0]));
        assertEquals("", text.accept(euro[1]));
        assertEquals("€", text.accept(euro[2]));
        assertEquals("", text.accept(euro[0]));
        assertEquals("\ufffd", text.finish());
    }

    @Test
    void resumedTextGoesOnExactlyWhereItWasCut() {
        String whole = "né 12€ STOP";
        int[] tokens = tokenizer.encode(whole);
        for (int cut = 0; cut <= tokens.length; cut++) {
            SequenceText first =
                    SequenceText.of(tokenizer, Specs.prompt("a").stops("STOP").build());
            StringBuilder shown = new StringBuilder();
            for (int i = 0; i < cut; i++) {
                shown.append(first.accept(tokens[i]));
            }
            GenerationSpec resumed =
                    new GenerationSpec(
                            "r",
                            concat('a', java.util.Arrays.copyOf(tokens, cut)),
                            1,
                            99,
                            SamplingSpec.greedy(),
                            java.util.List.of("STOP"),
                            java.util.Set.of());
            SequenceText second = SequenceText.of(tokenizer, resumed);
            for (int i = cut; i < tokens.length; i++) {
                shown.append(second.accept(tokens[i]));
            }
            assertTrue(second.stopped());
            assertEquals("né 12€ ", shown + second.finish(), "cut after " + cut);
        }
    }

    @Test
    void aTokenBeyondTheTokenizersVocabularyHasNoText() {
        SequenceText text = SequenceText.of(tokenizer, Specs.prompt("a").build());

        assertEquals("", text.accept(300));
        assertEquals("b", text.accept('b'));
    }

    @Test
    void stopStringsCountOnceMoreThanMinTokensHaveBeenGeneratedResumedOnesIncluded() {
        Specs least =
                Specs.prompt("p")
                        .stops("ab")
                        .sampling(
                                new SamplingSpec(
                                        0,
                                        1,
                                        0,
                                        0,
                                        0,
                                        Penalties.NONE,
                                        Map.of(),
                                        4,
                                        OptionalInt.empty()));

        assertEquals("abab", said(least, "abab"));
        assertEquals("abab", said(least, "ababab"));
        assertEquals("aba", said(least, "abaab"));
        assertEquals("xab", said(least, "xabab"));
        assertEquals("ab", said(least.resumed("aba"), "bab"));
    }

    private String said(Specs specs, String generated) {
        SequenceText text = SequenceText.of(tokenizer, specs.build());
        StringBuilder shown = new StringBuilder();
        for (int token : tokenizer.encode(generated)) {
            shown.append(text.accept(token));
        }
        return shown + text.finish();
    }

    private static int[] concat(int first, int[] rest) {
        return java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(first), java.util.stream.IntStream.of(rest))
                .toArray();
    }
}
