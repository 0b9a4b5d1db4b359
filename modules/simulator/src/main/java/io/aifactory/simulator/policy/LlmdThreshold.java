package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitRule;

/**
 * llm-d's rule, in a re-implementation of ours: a prompt goes to another worker if more of its
 * tokens are uncached than a threshold, and it is long enough.
 *
 * @param nonCachedTokens the threshold; 16 in its well-known setting, 0 = never
 * @param promptTokens shorter prompts stay local; 0 = none does
 */
public record LlmdThreshold(int nonCachedTokens, int promptTokens) implements SplitRule {
    @Override
    public String name() {
        return "llm-d";
    }

    @Override
    public Split decide(SplitQuestion question, long nowNanos) {
        int uncached = Math.max(0, question.promptTokens() - question.local().cachedTokens());
        boolean remote =
                nonCachedTokens > 0
                        && uncached > nonCachedTokens
                        && question.promptTokens() >= promptTokens;
        return new Split(remote, uncached + " uncached tokens");
    }
}
