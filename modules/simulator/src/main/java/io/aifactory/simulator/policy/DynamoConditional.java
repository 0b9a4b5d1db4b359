package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import java.util.Locale;

/**
 * Dynamo's conditional disaggregation, in a re-implementation of ours: a prompt stays local if what
 * is to be computed is short and mostly cached, or if the other worker has a long queue; the other
 * way round if the local one has no room for its KV cache.
 *
 * @param rule which conditions are looked at
 * @param shortTokens fewer uncached tokens are short; 2,048
 * @param mostlyUncached a smaller share of uncached tokens is mostly cached; 0.7
 * @param longQueueTokens more pending prompt tokens at the other worker are a long queue: its queue
 *     threshold times the tokens of its step
 * @param fullKv a larger share of the local KV cache vetoes; above 1 = never
 */
public record DynamoConditional(
        Rule rule, int shortTokens, double mostlyUncached, double longQueueTokens, double fullKv)
        implements SplitRule {
    /** Conditions under which a prompt stays local. */
    public enum Rule {
        /** Short and mostly cached. */
        ISL_BOUNDING,
        /** The other worker has a long queue. */
        PREFILL_LOAD,
        /** Either. */
        ISL_OR_LOAD
    }

    /** With Dynamo's defaults and no veto. */
    public static DynamoConditional defaults(Rule rule, double longQueueTokens) {
        return new DynamoConditional(rule, 2_048, 0.7, longQueueTokens, Double.POSITIVE_INFINITY);
    }

    @Override
    public String name() {
        return "dynamo-" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Split decide(SplitQuestion question, long nowNanos) {
        if (question.local().kvUsage() > fullKv) {
            return new Split(true, "the local KV cache is too full");
        }
        double uncached = Math.max(0, question.promptTokens() - question.local().cachedTokens());
        boolean bounded =
                uncached < shortTokens && uncached / question.promptTokens() < mostlyUncached;
        boolean loaded = question.remote().pendingPromptTokens() > longQueueTokens;
        boolean stays =
                switch (rule) {
                    case ISL_BOUNDING -> bounded;
                    case PREFILL_LOAD -> loaded;
                    case ISL_OR_LOAD -> bounded || loaded;
                };
        return new Split(
                !stays,
                (bounded ? "short and mostly cached" : "long or mostly uncached")
                        + (loaded ? ", the other worker has a long queue" : ""));
    }
}
