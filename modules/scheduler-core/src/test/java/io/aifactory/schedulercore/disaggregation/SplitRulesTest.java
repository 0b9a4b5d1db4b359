package io.aifactory.schedulercore.disaggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitRulesTest {
    private static final Side IDLE = new Side(0, 0, 0, 0, 0);

    /** 1 ms a step, 0.1 ms a sequence, 10 µs a prompt token; 128 kB a token over 64 GB/s: 2 µs. */
    private static final StepTime TIME = new StepTime(1e6, 0.1e6, 10e3, 0);

    private static final PredictedPaths PATHS =
            new PredictedPaths(TIME, TIME, 1_000, 128_000, PredictedPaths.LINK_BYTES_PER_SECOND);

    @Test
    void thePathsAreTheSumsOfTheirParts() {
        // Given ten sequences that decode here, and 990 + 10 tokens fit a step
        SplitQuestion question =
                new SplitQuestion(990, new Side(0, 0, 10, 0, 0), new Side(0, 2_000, 0, 0, 0));

        // Then here a step of 2 ms and 9.9 ms of prompt, for which ten others wait
        assertEquals(11.9e6, PATHS.localPath(question).firstToken(), 1);
        assertEquals(99e6, PATHS.localPath(question).others(), 1);
        // and there 3 steps, 29.9 ms of prompts, 1.98 ms of transfer and half a step of 2 ms
        assertEquals(3e6 + 29.9e6 + 1.98e6 + 1e6, PATHS.remotePath(question).firstToken(), 1);
        assertEquals(0, PATHS.remotePath(question).others());
        assertTrue(PATHS.decide(question).remote());
    }

    @Test
    void aFewTokensMoreOfAConversationStayWhereItsCacheIs() {
        // Given 50 new tokens of 5,000, which the other worker does not hold
        SplitQuestion question = new SplitQuestion(5_050, new Side(5_000, 0, 40, 0, 0), IDLE);

        // Then they stay
        assertFalse(PATHS.decide(question).remote());
    }

    @Test
    void nobodyIsHeldUpOnAnIdleWorkerSoThePromptStays() {
        assertFalse(PATHS.decide(new SplitQuestion(8_000, IDLE, IDLE)).remote());
    }

    @Property(tries = 200)
    void aLongerQueueThereNeverMakesThereMoreAttractive(
            @ForAll @IntRange(min = 1, max = 20_000) int prompt,
            @ForAll @IntRange(min = 0, max = 20_000) int cached,
            @ForAll @IntRange(min = 0, max = 200) int decoding,
            @ForAll @IntRange(min = 0, max = 50_000) int queue,
            @ForAll @IntRange(min = 0, max = 50_000) int more) {
        Side local = new Side(cached, 0, decoding, 0, 0);
        SplitQuestion shorter = new SplitQuestion(prompt, local, queue(queue));
        SplitQuestion longer = new SplitQuestion(prompt, local, queue(queue + more));
        assertTrue(PATHS.remotePath(longer).cost() >= PATHS.remotePath(shorter).cost() - 1e-3);
        assertTrue(PATHS.decide(shorter).remote() || !PATHS.decide(longer).remote());
    }

    @Test
    void senselessFiguresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SplitQuestion(0, IDLE, IDLE));
        assertThrows(IllegalArgumentException.class, () -> new Side(-1, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PredictedPaths(TIME, TIME, 1, 0, 1));
    }

    private static Side queue(long tokens) {
        return new Side(0, tokens, 0, 0, 0);
    }
}
