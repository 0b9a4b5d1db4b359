package io.aifactory.economics.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StepTimeFitTest {
    private static final StepTime TRUTH = new StepTime(4e6, 0.3e6, 0.1e6, 900);
    private static final long SEED = 7;

    private final Random random = new Random(SEED);
    private final StepTimeFit fit = new StepTimeFit();

    @Test
    void aLinearMachineIsKnownAfterAHandfulOfSteps() {
        for (int i = 0; i < 40; i++) {
            observe(content(), 1, TRUTH);
        }

        StepTime known = fit.current();
        assertEquals(TRUTH.stepNanos(), known.stepNanos(), 0.01 * TRUTH.stepNanos());
        assertEquals(TRUTH.decodeNanos(), known.decodeNanos(), 0.01 * TRUTH.decodeNanos());
        assertEquals(TRUTH.prefillNanos(), known.prefillNanos(), 0.01 * TRUTH.prefillNanos());
        assertEquals(TRUTH.kvTokenNanos(), known.kvTokenNanos(), 0.05 * TRUTH.kvTokenNanos());
    }

    @Test
    void noiseAndPausesOfTheMachineMoveItLittle() {
        for (int i = 0; i < 1000; i++) {
            double noise = Math.exp(0.1 * random.nextGaussian());
            observe(content(), i % 50 == 49 ? 10 : noise, TRUTH);
        }

        requireGoodPredictions(0.12, TRUTH);
    }

    @Test
    void aMachineThatBecomesSlowerIsFollowed() {
        StepTime slower = new StepTime(8e6, 0.6e6, 0.2e6, 1800);
        for (int i = 0; i < 500; i++) {
            observe(content(), 1, TRUTH);
        }
        for (int i = 0; i < 1500; i++) {
            observe(content(), 1, slower);
        }

        requireGoodPredictions(0.1, slower);
    }

    @Test
    void aMachineThatBecomesSlowerAfterTheCalibrationIsFollowed() {
        for (int i = 0; i < 60; i++) {
            observe(content(), 1, TRUTH);
        }
        fit.anchor();
        StepTime slower = TRUTH.times(2);
        for (int i = 0; i < 1500; i++) {
            observe(content(), 1, slower);
        }

        requireGoodPredictions(0.1, slower);
    }

    @Test
    void stepsThatAreAllAlikeAreEnoughToPredictThemselves() {
        StepContent alike = new StepContent(8, 0, 4000);
        for (int i = 0; i < 20_000; i++) {
            observe(alike, Math.exp(0.05 * random.nextGaussian()), TRUTH);
        }

        assertEquals(TRUTH.nanos(alike), fit.current().nanos(alike), 0.05 * TRUTH.nanos(alike));
    }

    @Test
    void aTermThatRecentStepsSayNothingOfKeepsItsValue() {
        for (int i = 0; i < 100; i++) {
            observe(content(), 1, TRUTH);
        }
        double known = fit.current().prefillNanos();
        for (int i = 0; i < 50_000; i++) {
            observe(new StepContent(1 + i % 7, 0, i % 900), 1, TRUTH);
        }

        assertEquals(known, fit.current().prefillNanos(), 0.01 * known);
    }

    @Test
    void whatLongPromptsTakeIsNotForgottenWhileAllAreShort() {
        // Given a calibration with prompts of several lengths
        StepTime truth = new StepTime(1e6, 0.1e6, 0.02e6, 100, 30, 0.4e6);
        for (int i = 0; i < 24; i++) {
            int tokens = 8 << (2 * (i % 3));
            observe(new StepContent(0, tokens, 0, StepContent.pairs(tokens, 0)), 1, truth);
            observe(new StepContent(1 << (i % 5), 0, 64 << (i % 5)), 1, truth);
        }
        StepContent longer = new StepContent(3, 128, 200, StepContent.pairs(128, 0));
        fit.anchor();

        for (int i = 0; i < 50_000; i++) {
            // When for long there are only prompts of four and five tokens, on a noisy machine
            int tokens = i % 3 == 0 ? 4 + random.nextInt(2) : 0;
            StepContent seen =
                    new StepContent(
                            1 + random.nextInt(8),
                            tokens,
                            random.nextInt(800),
                            StepContent.pairs(tokens, 0));
            observe(seen, Math.exp(0.4 * random.nextGaussian()), truth);

            // Then
            double expected = truth.nanos(longer);
            assertEquals(expected, fit.current().nanos(longer), 0.35 * expected);
        }
    }

    @Test
    void noTermIsEverNegative() {
        for (int i = 0; i < 500; i++) {
            // fewer sequences take longer here: no linear machine
            int decode = random.nextInt(32);
            fit.observe(new StepContent(decode, 0, 100), 1_000_000L * (40 - decode));
            StepTime known = fit.current();
            assertTrue(known.stepNanos() >= 0 && known.decodeNanos() >= 0);
            assertTrue(known.prefillNanos() >= 0 && known.kvTokenNanos() >= 0);
        }
    }

    @Test
    void whatAttentionOfLongPromptsTakesIsTheirOwn() {
        StepTime truth = new StepTime(4e6, 0.3e6, 0.1e6, 900, 30);
        for (int i = 0; i < 600; i++) {
            int tokens = random.nextInt(64);
            long held = random.nextInt(4000);
            StepContent content =
                    new StepContent(8, tokens, 2000 + held, StepContent.pairs(tokens, held));
            observe(content, 1, truth);
        }

        StepTime known = fit.current();
        assertEquals(truth.pairNanos(), known.pairNanos(), 0.02 * truth.pairNanos());
        assertEquals(truth.prefillNanos(), known.prefillNanos(), 0.02 * truth.prefillNanos());
        StepContent late = new StepContent(8, 50, 6000, StepContent.pairs(50, 4000));
        assertEquals(truth.nanos(late), known.nanos(late), 0.02 * truth.nanos(late));
    }

    @Test
    void whatAPromptCostsHoweverShortIsNotItsTokens() {
        StepTime truth = new StepTime(1e6, 0.1e6, 0.02e6, 0, 0, 0.5e6);
        for (int i = 0; i < 600; i++) {
            int chunks = random.nextInt(4);
            int tokens = chunks * (1 + random.nextInt(6));
            observe(new StepContent(random.nextInt(8), tokens, 0, 0, chunks), 1, truth);
        }

        // longer prompts than any that were seen
        StepContent longer = new StepContent(0, 64, 0, 0, 1);
        assertEquals(truth.nanos(longer), fit.current().nanos(longer), 0.02 * truth.nanos(longer));
        assertEquals(
                (int) (1.5e6 / 0.02e6),
                truth.prefillTokensWithin(new StepContent(0, 0, 0), 3_000_000),
                1);
    }

    @Test
    void aChunkIsShorterTheMoreItAttendsTo() {
        StepTime time = new StepTime(1e6, 0, 1e4, 0, 10);
        StepContent none = new StepContent(1, 0, 0);
        for (long held : new long[] {0, 1000, 100_000}) {
            int tokens = time.prefillTokensWithin(none, 5_000_000, held);

            assertTrue(within(time, tokens, held) <= 5_000_000);
            assertTrue(within(time, tokens + 1, held) > 5_000_000);
        }
        assertEquals(0, time.prefillTokensWithin(none, 1_000_000, 5));
        assertEquals(3, StepContent.pairs(2, 0));
        assertEquals(2 * 7 + 3, StepContent.pairs(2, 7));
    }

    private static double within(StepTime time, int tokens, long held) {
        return time.nanos(new StepContent(1, tokens, 0, StepContent.pairs(tokens, held)));
    }

    @Test
    void promptTokensFillWhatIsLeftOfTheLimit() {
        StepContent decoding = new StepContent(10, 0, 1000);
        long base = 7_900_000;

        assertEquals(7.9e6, TRUTH.nanos(decoding), 1);
        assertEquals(20, TRUTH.prefillTokensWithin(decoding, base + 2_050_000));
        assertEquals(0, TRUTH.prefillTokensWithin(decoding, base - 1));
        assertEquals(
                Integer.MAX_VALUE, new StepTime(1, 1, 0, 0).prefillTokensWithin(decoding, base));
    }

    @Test
    void aPartThatGivesTimeBackIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StepTime(1, -1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new StepTime(Double.NaN, 1, 1, 1));
    }

    private void requireGoodPredictions(double tolerance, StepTime truth) {
        for (int i = 0; i < 50; i++) {
            StepContent content = content();
            double expected = truth.nanos(content);
            assertEquals(expected, fit.current().nanos(content), tolerance * expected);
        }
    }

    private StepContent content() {
        int decode = random.nextInt(33);
        int prefill = random.nextInt(3) == 0 ? random.nextInt(256) : 0;
        return new StepContent(decode, prefill, decode * (long) random.nextInt(512) + prefill);
    }

    private void observe(StepContent content, double factor, StepTime truth) {
        fit.observe(content, Math.round(truth.nanos(content) * factor));
    }
}
