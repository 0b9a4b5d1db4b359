package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.engine.StepMillis;
import io.aifactory.schedulercore.scoring.Bystanders.Prompts;

/**
 * What both paths of a prompt take, in milliseconds; a pure function.
 *
 * @param local steps where tokens are made
 * @param remote steps where the prompt would be computed
 * @param link between the two
 */
record PathTimes(StepMillis local, StepMillis remote, Link link) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * One path.
     *
     * @param firstToken until the first token of this request, its queue included
     * @param before prompts that wait already where this one would be computed
     * @param after the same with this one
     */
    record Path(double firstToken, Prompts before, Prompts after) {}

    /** The prompt in chunks between the tokens of those that decode. */
    Path here(SplitQuestion question) {
        return computed(local, question, question.local());
    }

    /**
     * The prompt on the other worker, its keys and values sent, and the steps before its first
     * token: prompts that wait here already go first, and on average it comes in the middle of a
     * step.
     */
    Path there(SplitQuestion question) {
        Path computed = computed(remote, question, question.remote());
        Side here = question.local();
        double arrival =
                computed.firstToken() + link.nanos(question.uncached(here)) / NANOS_PER_MILLI;
        double free = backlog(local, here, steps(local, here, 0));
        double running = here.decodingSequences();
        double context = (double) here.kvTokens();
        double step = local.prefillMillis(1, 1, question.promptTokens(), running, context);
        double underWay = running == 0 ? 0 : local.decodeMillis(running, context) / 2;
        return new Path(
                Math.max(arrival + underWay, free) + step, computed.before(), computed.after());
    }

    private static Path computed(StepMillis law, SplitQuestion question, Side side) {
        double uncached = question.uncached(side);
        double held = question.held(side);
        double before = steps(law, side, 0);
        double steps = steps(law, side, uncached);
        double millis =
                law.prefillMillis(
                        steps,
                        side.pendingPromptTokens() + uncached,
                        pairs(side) + uncached * held + uncached * (uncached + 1) / 2,
                        side.decodingSequences(),
                        (double) side.kvTokens());
        return new Path(
                millis,
                new Prompts(before, backlog(law, side, before)),
                new Prompts(steps, millis));
    }

    private static double backlog(StepMillis law, Side side, double steps) {
        return law.prefillMillis(
                steps,
                (double) side.pendingPromptTokens(),
                pairs(side),
                side.decodingSequences(),
                (double) side.kvTokens());
    }

    private static double steps(StepMillis law, Side side, double more) {
        double room = Math.max(1, law.prefillBudget() - side.decodingSequences());
        return Math.ceil((side.pendingPromptTokens() + more) / room);
    }

    /** Of the prompts that wait, as if they were of one length and nothing of them cached. */
    private static double pairs(Side side) {
        double tokens = side.pendingPromptTokens();
        return side.pendingPrompts() == 0 ? 0 : tokens * tokens / (2 * side.pendingPrompts());
    }
}
