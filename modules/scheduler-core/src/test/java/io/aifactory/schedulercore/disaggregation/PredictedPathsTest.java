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
    private static final int OTHERS = 40;
    private static final int OUTPUT = 100;
    private static final Side IDLE = new Side("idle", 0, 0, 0, 0, 0, 0);
    private static final Side FREE = new Side("prefill", 0, 0, 0, 0, 0, 0);
    private static final Side BUSY = busy(0);

    private record Learned(PredictedPaths rule, long nowNanos) {}

    @Test
    void nobodyIsHeldUpOnAnIdleWorkerSoThePromptStays() {
        assertFalse(remote(learned(19.5, SLO), 8_000, IDLE, FREE));
    }

    @Test
    void aLongPromptLeavesThoseThatDecodeAlone() {
        assertTrue(remote(learned(19.5, SLO), 20_000, BUSY, FREE));
        assertTrue(remote(learned(19.5, Slo.NONE), 20_000, BUSY, FREE));
    }

    @Test
    void aFewTokensMoreOfAConversationStayWhereItsCacheIs() {
        assertFalse(remote(learned(19.5, SLO), 5_050, busy(5_000), FREE));
    }

    @Test
    void delayMattersOnlyWhereItBreaksPromises() {
        // Given 20,000 tokens, 290 ms here, beside 40 that decode, and a queue of 45 ms there
        Side queue = new Side("prefill", 0, 1, 4_000, 0, 0, 0.1);

        // Then they stay where these had half of the promised time between tokens until now
        assertFalse(remote(learned(10, SLO), 20_000, BUSY, queue));
        // and go where they had nearly all of it
        assertTrue(remote(learned(19.5, SLO), 20_000, BUSY, queue));
    }

    @Test
    void aPromiseThatTheQueueThereWouldBreakKeepsThePromptHere() {
        Side queue = new Side("prefill", 0, 20, 200_000, 0, 0, 0.5);
        assertFalse(remote(learned(10, SLO), 2_000, BUSY, queue));
    }

    @Test
    void whatHasEndedIsNotHeldUpAnyMore() {
        Learned learned = learned(19.5, SLO);
        for (int i = 0; i < OTHERS; i++) {
            learned.rule()
                    .observed(
                            new RoutingEvent.Finished(
                                    "other-" + i, "worker", 51, learned.nowNanos()));
        }
        assertFalse(remote(learned, 8_000, new Side("worker", 0, 0, 0, 0, 0, 0), FREE));
    }

    @Test
    void whoHasLeftIsNotHeldUpAnyMore() {
        Learned learned = learned(19.5, SLO);
        for (int i = 0; i < OTHERS; i++) {
            learned.rule().observed(new RoutingEvent.Abandoned("other-" + i, "worker"));
        }
        assertFalse(remote(learned, 8_000, new Side("worker", 0, 0, 0, 0, 0, 0), FREE));
    }

    /**
     * Knows steps of 5 ms, 0.1 ms a sequence, 10 µs a prompt token, and requests of 100 tokens, so
     * far apart; 40 of them have had 50 on the worker.
     */
    private static Learned learned(double itlMillis, Slo slo) {
        PredictedPaths rule =
                new PredictedPaths(
                        new EngineModel(), new Link(128_000, Link.USUAL_BYTES_PER_SECOND));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            int prompt = i % 2 == 0 ? 0 : 1 + random.nextInt(2_000);
            for (String worker : new String[] {"worker", "prefill", "idle"}) {
                step(rule, worker, 1 + random.nextInt(60), prompt);
            }
        }
        for (int i = 0; i < 1_000; i++) {
            String id = "old-" + i;
            rule.decide(question(id, 1_000, slo, IDLE, FREE), 0);
            rule.observed(new RoutingEvent.FirstToken(id, "idle", 16_000_000));
            long end = 16_000_000 + Math.round((OUTPUT - 1) * itlMillis * 1e6);
            rule.observed(new RoutingEvent.Finished(id, "idle", OUTPUT, end));
        }
        Side empty = new Side("worker", 0, 0, 0, 0, 0, 0);
        for (int i = 0; i < OTHERS; i++) {
            rule.decide(question("other-" + i, 1_000, slo, empty, FREE), 0);
            rule.observed(new RoutingEvent.FirstToken("other-" + i, "worker", 0));
        }
        for (int i = 0; i < 50; i++) {
            step(rule, "worker", OTHERS, 0);
        }
        return new Learned(rule, Math.round(50 * itlMillis * 1e6));
    }

    private static void step(PredictedPaths rule, String worker, int decoding, int prompt) {
        rule.observed(
                new RoutingEvent.StepObserved(
                        worker,
                        new StepContent(decoding, prompt, 1_000L * decoding),
                        Math.round(5e6 + 1e5 * decoding + 1e4 * prompt),
                        Double.NaN));
    }

    /** When those that decode have had 50 tokens after the first. */
    private static boolean remote(Learned learned, int tokens, Side local, Side remote) {
        return learned.rule()
                .decide(question("new", tokens, SLO, local, remote), learned.nowNanos())
                .remote();
    }

    private static SplitQuestion question(String id, int tokens, Slo slo, Side local, Side remote) {
        return new SplitQuestion(
                new RequestFeatures(
                        id, "t", "m", tokens, 0, PromptBlocks.NONE, slo, OptionalInt.empty()),
                local,
                remote);
    }

    private static Side busy(int cached) {
        return new Side("worker", cached, 0, 0, OTHERS, 1_000 * OTHERS, 0.5);
    }
}
