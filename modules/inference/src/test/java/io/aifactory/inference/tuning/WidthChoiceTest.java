package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.Precision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WidthChoiceTest {
    private static final double MILLI = 1e6;
    private static final int STEP_TOKENS = 256;
    private static final List<Candidate> MEASURED =
            List.of(
                    candidate(Precision.F32, 40, 1),
                    candidate(Precision.BF16, 20, 0.5),
                    candidate(Precision.INT8, 10, 2),
                    candidate(Precision.INT4, 12, 0.5));

    @Test
    void theMostFaithfulOneThatKeepsTheSloIsTaken() {
        assertEquals(Precision.F32, chosen(itl(50)).precision());
        assertEquals(Precision.BF16, chosen(itl(39)).precision());
        assertEquals(Precision.INT8, chosen(itl(19)).precision());
        assertTrue(chosen(itl(19)).meets());
    }

    @Test
    void aPromptThatTakesTooLongRulesAWidthOut() {
        // 300 tokens in two steps: float32 80 + 300, bfloat16 40 + 150, int8 20 + 600, int4 24 +
        // 150
        Slo slo = new Slo(Optional.of(Duration.ofMillis(180)), Optional.empty(), 1, 300);

        WidthChoice choice = chosen(slo);

        assertEquals(Precision.INT4, choice.precision());
        assertEquals(174, choice.forecast().ttftNanos() / MILLI, 1e-6);
        assertEquals(256, choice.forecast().chunkTokens());
    }

    @Test
    void ifNoneKeepsItTheShortestTimeBetweenTokensIsTakenAndSaidSo() {
        WidthChoice choice = chosen(itl(5));

        assertEquals(Precision.INT8, choice.precision());
        assertFalse(choice.meets());
        assertEquals(
                "keeps the SLO in no precision, least far from it is INT8: expected are 10.0 ms"
                        + " between tokens (at most 5 ms), 36.0 ms to the first token of a prompt of"
                        + " 13 tokens, with 1 sequence at once",
                SloWords.of(itl(5), choice));
    }

    @Test
    void nothingIsChosenWhileOthersMayStillKeepIt() {
        List<Candidate> first = MEASURED.subList(0, 1);

        assertEquals(Optional.empty(), WidthChoice.meeting(first, itl(39), STEP_TOKENS));
        assertEquals(
                Precision.F32,
                WidthChoice.meeting(first, itl(50), STEP_TOKENS).orElseThrow().precision());
    }

    @Test
    void sequencesThatAreWantedAtOnceCount() {
        StepTime time = new StepTime(10 * MILLI, 2 * MILLI, MILLI / 2, 0);
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(30)), 5, 64);

        SloForecast forecast = SloForecast.of(time, slo, STEP_TOKENS);

        // four decode beside sixteen tokens of a prompt: 10 + 8 + 8, more than five that decode
        assertEquals(26, forecast.itlNanos() / MILLI, 1e-9);
        // 12 ms are left for prompts beside four: 24 tokens, 24, 16
        assertEquals(24, forecast.chunkTokens());
        assertEquals(3 * 18 + 32, forecast.ttftNanos() / MILLI, 1e-9);
        assertEquals(0.1, forecast.draftShare(), 1e-9);
    }

    @Test
    void aPromptGoesOnInLeastChunksWhereTheTargetLeavesNothing() {
        StepTime time = new StepTime(10 * MILLI, 2 * MILLI, MILLI, 0);
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(5)), 2, 40);

        assertEquals(16, SloForecast.of(time, slo, STEP_TOKENS).chunkTokens());
    }

    private static WidthChoice chosen(Slo slo) {
        return WidthChoice.best(MEASURED, slo, STEP_TOKENS);
    }

    private static Slo itl(long millis) {
        return new Slo(Optional.empty(), Optional.of(Duration.ofMillis(millis)), 1, 13);
    }

    /** So long for any step, and for each prompt token. */
    private static Candidate candidate(Precision precision, double step, double prefill) {
        return new Candidate(precision, new StepTime(step * MILLI, 0, prefill * MILLI, 0));
    }
}
