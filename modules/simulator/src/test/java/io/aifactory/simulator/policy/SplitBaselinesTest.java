package io.aifactory.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.policy.DynamoConditional.Rule;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SplitBaselinesTest {
    private static final Side IDLE = side(0, 0, 0, 0);

    @Test
    void dynamoKeepsPromptsThatAreShortAndMostlyCached() {
        SplitRule rule = DynamoConditional.defaults(Rule.ISL_BOUNDING, 0);
        // Given 2,047 and 2,048 uncached of 3,000 tokens: 0.68 of them
        assertFalse(remote(rule, 3_000, cached(953), IDLE));
        assertTrue(remote(rule, 3_000, cached(952), IDLE));
        // and 699 and 700 of 1,000
        assertFalse(remote(rule, 1_000, cached(301), IDLE));
        assertTrue(remote(rule, 1_000, cached(300), IDLE));
    }

    @Test
    void dynamoKeepsPromptsWhenTheOtherQueueIsLong() {
        SplitRule load = DynamoConditional.defaults(Rule.PREFILL_LOAD, 32_768);
        SplitRule either = DynamoConditional.defaults(Rule.ISL_OR_LOAD, 32_768);
        assertTrue(remote(load, 9_000, IDLE, side(0, 9, 32_768, 0)));
        assertFalse(remote(load, 9_000, IDLE, side(0, 9, 32_769, 0)));
        assertFalse(remote(either, 9_000, IDLE, side(0, 9, 32_769, 0)));
        assertFalse(remote(either, 1_000, cached(301), IDLE));
        assertTrue(remote(either, 1_000, cached(300), IDLE));
    }

    @Test
    void dynamosVetoSendsPromptsAwayFromAFullCache() {
        SplitRule rule = new DynamoConditional(Rule.ISL_BOUNDING, 2_048, 0.7, 0, 0.9);
        assertFalse(remote(rule, 100, new Side("d", 90, 0, 0, 0, 0, 0.90), IDLE));
        assertTrue(remote(rule, 100, new Side("d", 90, 0, 0, 0, 0, 0.91), IDLE));
    }

    @Test
    void llmdSendsWhateverIsNotCached() {
        assertTrue(remote(new LlmdThreshold(16, 0), 100, cached(83), IDLE));
        assertFalse(remote(new LlmdThreshold(16, 0), 100, cached(84), IDLE));
        assertFalse(remote(new LlmdThreshold(16, 101), 100, IDLE, IDLE));
        assertFalse(remote(new LlmdThreshold(0, 0), 100, IDLE, IDLE));
    }

    @Test
    void driftPlusPenaltySendsFromTheDeeperQueueToTheShallower() {
        SplitRule rule = new DriftPlusPenalty();
        assertTrue(remote(rule, 100, side(0, 1, 100, 2), side(0, 2, 200, 0)));
        assertFalse(remote(rule, 100, side(0, 1, 100, 2), side(0, 3, 300, 0)));
    }

    @Test
    void driftPlusPenaltySendsLessAfterAMissAndForgetsItInTime() {
        // Given one that was sent away and came after 501 of 500 ms
        SplitRule rule = new DriftPlusPenalty();
        assertTrue(remote(rule, 100, side(0, 0, 0, 1), IDLE));
        rule.observed(new RoutingEvent.FirstToken("r", "d", 501_000_000));

        // Then nine tenths of a miss are left at the next decision, and none after nine more
        assertFalse(remote(rule, 100, side(0, 0, 0, 1), side(0, 1, 100, 0)));
        for (int i = 0; i < 9; i++) {
            assertTrue(remote(rule, 100, side(0, 0, 0, 1), IDLE));
        }
        assertTrue(remote(rule, 100, side(0, 0, 0, 2), side(0, 1, 100, 0)));
    }

    @Test
    void allRulesCanBeHadByTheirNames() {
        for (String name : SplitRules.names()) {
            assertEquals(name, named(name).name(), name);
        }
        assertEquals(new LlmdThreshold(512, 0), named("llm-d:512"));
        assertEquals(
                DynamoConditional.defaults(Rule.PREFILL_LOAD, 2_048),
                named("dynamo-prefill-load:1"));
        for (String wrong : List.of("best", "llm-d:", "llm-d:-1", "always-local:1")) {
            assertThrows(IllegalArgumentException.class, () -> named(wrong), wrong);
        }
    }

    private static SplitRule named(String name) {
        return SplitRules.parse(name, WorkerCatalog.linear(), new Link(1, 1));
    }

    private static boolean remote(SplitRule rule, int tokens, Side local, Side remote) {
        RequestFeatures request =
                new RequestFeatures(
                        "r",
                        "t",
                        "m",
                        tokens,
                        10,
                        PromptBlocks.NONE,
                        new Slo(500, 20),
                        OptionalInt.empty());
        return rule.decide(new SplitQuestion(request, local, remote), 0).remote();
    }

    private static Side cached(int tokens) {
        return side(tokens, 0, 0, 0);
    }

    private static Side side(int cached, int prompts, long tokens, int decoding) {
        return new Side("worker", cached, prompts, tokens, decoding, 0, 0);
    }
}
