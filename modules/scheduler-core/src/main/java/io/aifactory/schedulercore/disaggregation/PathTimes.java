package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.engine.StepMillis;

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
     * @param delay by which each sequence that decodes where the prompt is computed is held up
     * @param decoding such sequences
     */
    record Path(double firstToken, double delay, int decoding) {}

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
        double step =
                local.prefillMillis(
                        1, 1, question.promptTokens(), running, (double) here.kvTokens());
        double underWay =
                running == 0 ? 0 : local.decodeMillis(running, (double) here.kvTokens()) / 2;
        return new Path(
                Math.max(arrival + underWay, free) + step, computed.delay(), computed.decoding());
    }

    private static Path computed(StepMillis law, SplitQuestion question, Side side) {
        double uncached = question.uncached(side);
        double held = question.held(side);
        double before = steps(law, side, 0);
        double steps = steps(law, side, uncached);
        double first =
                law.prefillMillis(
                        steps,
                        side.pendingPromptTokens() + uncached,
                        pairs(side) + uncached * held + uncached * (uncached + 1) / 2,
                        side.decodingSequences(),
                        (double) side.kvTokens());
        double undisturbed =
                (steps - before)
                        * law.decodeMillis(side.decodingSequences(), (double) side.kvTokens());
        double delay = first - backlog(law, side, before) - undisturbed;
        return new Path(first, Math.max(0, delay), side.decodingSequences());
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
