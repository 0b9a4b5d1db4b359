package io.aifactory.schedulercore.disaggregation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PredictedPathsTest {
    private static final Slo SLO = new Slo(500, 20);
    private static final Side IDLE = new Side("prefill", 0, 0, 0, 0, 0, 0);

    @Test
    void nobodyIsHeldUpOnAnIdleWorkerSoThePromptStays() {
        Side idle = new Side("worker", 0, 0, 0, 0, 0, 0);
        assertFalse(learned(19).decide(question("a", 8_000, Slo.NONE, idle, IDLE), 0).remote());
    }

    @Test
    void aLongPromptLeavesThoseThatDecodeAlone() {
        Side busy = new Side("worker", 0, 0, 0, 40, 40_000, 0.5);
        assertTrue(learned(19).decide(question("a", 8_000, Slo.NONE, busy, IDLE), 0).remote());
    }

    @Test
    void aFewTokensMoreOfAConversationStayWhereItsCacheIs() {
        Side busy = new Side("worker", 5_000, 0, 0, 40, 200_000, 0.5);
        assertFalse(learned(19).decide(question("a", 5_050, SLO, busy, IDLE), 0).remote());
    }

    @Test
    void delayMattersOnlyWhereItBreaksPromises() {
        // Given 2,000 tokens, 20 ms here, beside 40 that decode, and a queue of 30 ms there
        Side busy = new Side("worker", 0, 0, 0, 40, 40_000, 0.5);
        Side queue = new Side("prefill", 0, 1, 3_000, 0, 0, 0.1);

        // Then they stay where requests have had half of the promised time between tokens
        assertFalse(learned(10).decide(question("a", 2_000, SLO, busy, queue), 0).remote());
        // and go where these had nearly all of it
        assertTrue(learned(19).decide(question("a", 2_000, SLO, busy, queue), 0).remote());
    }

    @Test
    void aPromiseThatTheQueueThereWouldBreakKeepsThePromptHere() {
        Side busy = new Side("worker", 0, 0, 0, 40, 40_000, 0.5);
        Side queue = new Side("prefill", 0, 20, 200_000, 0, 0, 0.5);
        assertFalse(learned(19).decide(question("a", 2_000, SLO, busy, queue), 0).remote());
    }

    /** Knows steps of 5 ms, 0.1 ms a sequence, 10 µs a prompt token, and requests of 100 tokens. */
    private static PredictedPaths learned(double itlMillis) {
        PredictedPaths rule =
                new PredictedPaths(
                        new EngineModel(), new Link(128_000, Link.USUAL_BYTES_PER_SECOND));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            int decoding = random.nextInt(60);
            int prompt = i % 2 == 0 ? 0 : 1 + random.nextInt(2_000);
            for (String worker : new String[] {"worker", "prefill"}) {
                rule.observed(
                        new RoutingEvent.StepObserved(
                                worker,
                                new StepContent(Math.max(1, decoding), prompt, 1_000L * decoding),
                                Math.round(5e6 + 1e5 * Math.max(1, decoding) + 1e4 * prompt),
                                Double.NaN));
            }
        }
        Side idle = new Side("worker", 0, 0, 0, 0, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            String id = "old-" + i;
            Side there = i % 2 == 0 ? IDLE : new Side("prefill", 0, 1, 1_000_000, 0, 0, 0);
            rule.decide(question(id, 1_000, SLO, idle, there), 0);
            long first = 16_000_000;
            double itl = itlMillis * (0.9 + 0.2 * random.nextDouble());
            rule.observed(new RoutingEvent.FirstToken(id, "worker", first));
            rule.observed(
                    new RoutingEvent.Finished(
                            id, "worker", 100, first + Math.round(99 * itl * 1e6)));
        }
        return rule;
    }

    private static SplitQuestion question(String id, int tokens, Slo slo, Side local, Side remote) {
        return new SplitQuestion(
                new RequestFeatures(
                        id, "t", "m", tokens, 100, PromptBlocks.NONE, slo, OptionalInt.empty()),
                local,
                remote);
    }
}
