package io.aifactory.inference.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.storage.dataset.HeldOut;
import io.aifactory.storage.dataset.TokenStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReadingTest {
    /** What a fake says of the token that it would say itself, and of any other. */
    private static final double SAID = -Math.log(3.0 / 259);

    private static final double OTHER = -Math.log(1.0 / 259);

    @Test
    void everyTokenIsPredictedOnceInWindowsFromAnEmptyContext() {
        FakeEngine engine = new FakeEngine(1, 4, FakeEngine.saying("abcd"));
        List<Double> parts = new ArrayList<>();

        TextReading reading = TextReading.of(engine, text("abXdefgh?"), parts::add);

        assertEquals(List.of(4 / 9.0, 8 / 9.0, 1.0), parts);
        assertEquals(
                List.of(0, 1, 2, 3, 0, 1, 2, 3, 0),
                engine.batches().stream().map(batch -> batch.getFirst().position()).toList());
        assertEquals("abcdabcda", new ByteTokenizer().decode(reading.best()));
        // 'a', 'b' and 'd' are as said
        assertEquals(3 * SAID + 6 * OTHER, reading.nats(), 1e-9);
    }

    @Test
    void aWindowContinuesAfterTheLastTokenOfTheOneBefore() {
        FakeEngine engine = new FakeEngine(1, 4, FakeEngine.saying("abcd"));

        TextReading.of(engine, text("abcdef"), _ -> {});

        assertArrayEquals(
                new int[] {ByteTokenizer.END, 'a', 'b', 'c', 'd', 'e'},
                engine.batches().stream()
                        .map(List::getFirst)
                        .map(StepItem::tokens)
                        .mapToInt(tokens -> tokens[0])
                        .toArray());
    }

    @Test
    void agreementIsThePartOfThePlacesWithTheSameBestToken() {
        TextReading exact = new TextReading(1, new int[] {1, 2, 3, 4});

        assertEquals(0.75, exact.agreement(new TextReading(1, new int[] {1, 2, 9, 4})));
        assertEquals(1, exact.agreement(exact));
    }

    @Test
    void piecesOfALargeVocabularyStayWithinTheirMemory() {
        ModelConfig large =
                new ModelConfig(
                        "LlamaForCausalLM",
                        200_000,
                        4096,
                        16,
                        2,
                        32,
                        8,
                        128,
                        131_072,
                        1e-5,
                        10_000,
                        true,
                        -1,
                        List.of(0));
        int piece = TextReading.pieceTokens(large);

        assertEquals(2048, TextReading.windowTokens(large));
        assertTrue(piece >= 16 && piece * 24L * 200_000 < TextReading.PIECE_BYTES, piece + "");
        assertEquals(4, TextReading.pieceTokens(FakeEngine.config(4)));
    }

    private static HeldOut text(String text) {
        return HeldOut.of(
                TokenStream.of(new ByteTokenizer().encode(text)), ByteTokenizer.END, 100, _ -> 1);
    }
}
