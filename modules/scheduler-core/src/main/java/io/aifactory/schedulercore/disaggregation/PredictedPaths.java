package io.aifactory.schedulercore.disaggregation;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import java.util.Locale;

/**
 * The path that costs less time, of the request and of those whose tokens it holds up: a prompt
 * computed where others decode delays each of them, one handed over has to be sent. Needs step
 * times of both workers, fitted or measured, and no threshold.
 *
 * @param local step time where tokens are made
 * @param remote step time where the prompt would be computed
 * @param tokensPerStep of prompts and decoded tokens together; at least 1
 * @param kvBytesPerToken {@code layers × 2 × kv heads × head size × bytes}; positive
 * @param bytesPerSecond of the link between the two; positive
 */
public record PredictedPaths(
        StepTime local,
        StepTime remote,
        int tokensPerStep,
        double kvBytesPerToken,
        double bytesPerSecond)
        implements SplitRule {
    /** Of the reference's transfer model: an NVLink or RDMA link of 64 GB/s. */
    public static final double LINK_BYTES_PER_SECOND = 64e9;

    private static final double NANOS_PER_SECOND = 1e9;

    public PredictedPaths {
        if (tokensPerStep < 1 || !(kvBytesPerToken > 0) || !(bytesPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "a step has room for a token, and a token has bytes that are sent: %d, %s, %s"
                            .formatted(tokensPerStep, kvBytesPerToken, bytesPerSecond));
        }
    }

    /**
     * Nanoseconds of a path.
     *
     * @param firstToken to the first token of this request, its queue included
     * @param others that running sequences wait because of it, all together
     */
    public record Path(double firstToken, double others) {
        /** What is compared. */
        public double cost() {
            return firstToken + others;
        }
    }

    @Override
    public String name() {
        return "predicted-paths";
    }

    @Override
    public Split decide(SplitQuestion question) {
        Path here = localPath(question);
        Path there = remotePath(question);
        boolean split = there.cost() < here.cost();
        return new Split(
                split,
                String.format(
                        Locale.ROOT,
                        "%.1f ms and %.1f ms of others here, %.1f ms and %.1f ms of others there",
                        here.firstToken() / 1e6,
                        here.others() / 1e6,
                        there.firstToken() / 1e6,
                        there.others() / 1e6));
    }

    /** The prompt in chunks between the tokens of those that decode. */
    public Path localPath(SplitQuestion question) {
        Side side = question.local();
        return path(local, side, question.uncached(side));
    }

    /** The prompt on the other worker, its KV cache sent, and the step in which it joins. */
    public Path remotePath(SplitQuestion question) {
        Path computed = path(remote, question.remote(), question.uncached(question.remote()));
        Side here = question.local();
        double transfer =
                question.uncached(here) * kvBytesPerToken / bytesPerSecond * NANOS_PER_SECOND;
        // on average it comes in the middle of a step of those that decode here
        double join =
                here.decodingSequences() == 0
                        ? 0
                        : local.nanos(new StepContent(here.decodingSequences(), 0, here.kvTokens()))
                                / 2;
        return new Path(computed.firstToken() + transfer + join, computed.others());
    }

    private Path path(StepTime time, Side side, int uncached) {
        long before = side.pendingPromptTokens();
        int decoding = side.decodingSequences();
        int room = Math.max(1, tokensPerStep - decoding);
        double alone = time.nanos(new StepContent(decoding, 0, side.kvTokens()));
        double steps = Math.ceil((before + uncached) / (double) room);
        double stepsBefore = Math.floor(before / (double) room);
        double own = prefill(time, uncached, side.cachedTokens(), steps - stepsBefore);
        double first = steps * alone + prefill(time, before, 0, stepsBefore) + own;
        // where nobody decodes, the step's fixed part is this request's alone
        return new Path(first, own * decoding);
    }

    /** What prompt tokens add to the steps that they are in. */
    private static double prefill(StepTime time, long tokens, long held, double chunks) {
        return time.prefillNanos() * tokens
                + time.pairNanos() * (tokens * (double) held + tokens * (tokens + 1.0) / 2)
                + time.chunkNanos() * chunks;
    }
}
