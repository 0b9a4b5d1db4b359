package io.aifactory.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.simulator.policy.DynamoConditional.Rule;
import org.junit.jupiter.api.Test;

class SplitBaselinesTest {
    private static final Side IDLE = new Side(0, 0, 0, 0, 0);

    @Test
    void dynamoKeepsPromptsThatAreShortAndMostlyCached() {
        SplitRule rule = DynamoConditional.defaults(Rule.ISL_BOUNDING, 0);
        // Given 2,047 and 2,048 uncached of 3,000 tokens: 0.68 of them
        assertFalse(rule.decide(prompt(3_000, cached(953))).remote());
        assertTrue(rule.decide(prompt(3_000, cached(952))).remote());
        // and 699 and 700 of 1,000
        assertFalse(rule.decide(prompt(1_000, cached(301))).remote());
        assertTrue(rule.decide(prompt(1_000, cached(300))).remote());
    }

    @Test
    void dynamoKeepsPromptsWhenTheOtherQueueIsLong() {
        SplitRule load = DynamoConditional.defaults(Rule.PREFILL_LOAD, 32_768);
        SplitRule either = DynamoConditional.defaults(Rule.ISL_OR_LOAD, 32_768);
        assertTrue(load.decide(new SplitQuestion(9_000, IDLE, queue(32_768))).remote());
        assertFalse(load.decide(new SplitQuestion(9_000, IDLE, queue(32_769))).remote());
        assertFalse(either.decide(new SplitQuestion(9_000, IDLE, queue(32_769))).remote());
        assertFalse(either.decide(prompt(1_000, cached(301))).remote());
        assertTrue(either.decide(prompt(1_000, cached(300))).remote());
    }

    @Test
    void dynamosVetoSendsPromptsAwayFromAFullCache() {
        SplitRule rule = new DynamoConditional(Rule.ISL_BOUNDING, 2_048, 0.7, 0, 0.9);
        assertFalse(rule.decide(prompt(100, new Side(90, 0, 0, 0, 0.90))).remote());
        assertTrue(rule.decide(prompt(100, new Side(90, 0, 0, 0, 0.91))).remote());
    }

    @Test
    void llmdSendsWhateverIsNotCached() {
        assertTrue(new LlmdThreshold(16, 0).decide(prompt(100, cached(83))).remote());
        assertFalse(new LlmdThreshold(16, 0).decide(prompt(100, cached(84))).remote());
        assertFalse(new LlmdThreshold(16, 101).decide(prompt(100, IDLE)).remote());
        assertFalse(new LlmdThreshold(0, 0).decide(prompt(100, IDLE)).remote());
    }

    private static SplitQuestion prompt(int tokens, Side local) {
        return new SplitQuestion(tokens, local, IDLE);
    }

    private static Side cached(int tokens) {
        return new Side(tokens, 0, 0, 0, 0);
    }

    private static Side queue(long tokens) {
        return new Side(0, tokens, 0, 0, 0);
    }
}
