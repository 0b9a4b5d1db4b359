package io.aifactory.schedulercore.disaggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.engine.StepMillis;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.scoring.Bystanders.Prompts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PathTimesTest {
    private static final Side IDLE = new Side("idle", 0, 0, 0, 0, 0, 0);

    /** 1 ms a step, 0.1 ms a sequence, 10 µs a prompt token; 1,000 tokens a step. */
    private static final StepMillis LAW =
            new StepMillis() {
                @Override
                public int prefillBudget() {
                    return 1_000;
                }

                @Override
                public double decodeMillis(double sequences, double kvTokens) {
                    return 1 + 0.1 * sequences;
                }

                @Override
                public double prefillMillis(
                        double steps, double tokens, double pairs, double seqs, double kvTokens) {
                    return steps * decodeMillis(seqs, kvTokens) + 0.01 * tokens;
                }
            };

    /** 128 kB a token over 64 GB/s: 2 µs. */
    private static final PathTimes TIMES =
            new PathTimes(LAW, LAW, new Link(128_000, Link.USUAL_BYTES_PER_SECOND));

    @Test
    void thePathsAreTheSumsOfTheirParts() {
        // Given ten sequences that decode here, and 990 + 10 tokens fit a step
        SplitQuestion question =
                question(
                        990, new Side("d", 0, 0, 0, 10, 0, 0), new Side("p", 0, 1, 2_000, 0, 0, 0));

        // Then here a step of 2 ms and 9.9 ms of prompt
        assertEquals(11.9, TIMES.here(question).firstToken(), 1e-9);
        assertEquals(new Prompts(0, 0), TIMES.here(question).before());
        assertEquals(new Prompts(1, 11.9), TIMES.here(question).after());
        // and there 3 steps, 29.9 ms of prompts, 1.98 ms of transfer, half a step of 2 ms that is
        // under way, and one of 2 ms with the last token of the prompt
        assertEquals(3 + 29.9 + 1.98 + 1 + 2.01, TIMES.there(question).firstToken(), 1e-9);
        assertEquals(new Prompts(2, 22), TIMES.there(question).before());
        assertEquals(3, TIMES.there(question).after().steps());
    }

    @Test
    void onlyWhatIsNotHeldHereIsSent() {
        // Given 500 of 1,000 tokens that are held here and 900 there
        SplitQuestion question =
                question(
                        1_000,
                        new Side("d", 500, 0, 0, 0, 0, 0),
                        new Side("p", 900, 0, 0, 0, 0, 0));
        // Then 100 are computed, 500 sent, and one computed again
        assertEquals(1 + 1 + 1.0 + 1.01, TIMES.there(question).firstToken(), 1e-9);
    }

    @Test
    void whatIsHandedOverWaitsBehindPromptsThatWaitHereAlready() {
        // Given 5,000 prompt tokens that wait here: 5 steps of 11 ms
        SplitQuestion question = question(10, new Side("d", 0, 1, 5_000, 0, 0, 0), IDLE);
        assertEquals(55 + 1.01, TIMES.there(question).firstToken(), 1e-9);
    }

    @Property(tries = 200)
    void aLongerQueueThereNeverMakesThereFaster(
            @ForAll @IntRange(min = 1, max = 20_000) int prompt,
            @ForAll @IntRange(min = 0, max = 20_000) int cached,
            @ForAll @IntRange(min = 0, max = 200) int decoding,
            @ForAll @IntRange(min = 0, max = 50_000) int queue,
            @ForAll @IntRange(min = 0, max = 50_000) int more) {
        Side local = new Side("d", cached, 0, 0, decoding, 0, 0);
        double shorter = TIMES.there(question(prompt, local, queue(queue))).firstToken();
        double longer = TIMES.there(question(prompt, local, queue(queue + more))).firstToken();
        assertTrue(longer >= shorter - 1e-9);
    }

    @Test
    void senselessFiguresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> question(0, IDLE, IDLE));
        assertThrows(IllegalArgumentException.class, () -> new Side("", -1, 0, 0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Link(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Link(1, 0));
    }

    private static SplitQuestion question(int tokens, Side local, Side remote) {
        return new SplitQuestion(
                new RequestFeatures("r", "tenant", "model", tokens, 1), local, remote);
    }

    private static Side queue(long tokens) {
        return new Side("p", 0, 1, tokens, 0, 0, 0);
    }
}
