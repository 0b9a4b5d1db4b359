package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitRule;

/**
 * The same for all prompts.
 *
 * @param remote another worker computes them
 */
public record Always(boolean remote) implements SplitRule {
    @Override
    public String name() {
        return remote ? "always-remote" : "always-local";
    }

    @Override
    public Split decide(SplitQuestion question, long nowNanos) {
        return new Split(remote, "always");
    }
}
