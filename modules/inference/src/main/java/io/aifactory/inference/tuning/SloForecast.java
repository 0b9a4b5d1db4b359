package io.aifactory.inference.tuning;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import java.time.Duration;
import java.util.Optional;

/**
 * What a model of step times makes of an SLO: a pure function of both.
 *
 * @param itlNanos between two tokens of the SLO's sequences, at worst: all of them decode, or all
 *     but one beside the least chunk of that one's prompt
 * @param ttftNanos from the first step of one of the SLO's prompts to its first token, while the
 *     other sequences of the SLO decode
 * @param chunkTokens of such a prompt that the first step computes beside them
 * @param draftShare part of a decoding step that one draft adds to it: drafts pay where more than
 *     this part of them is right
 */
public record SloForecast(double itlNanos, double ttftNanos, int chunkTokens, double draftShare) {
    /** A step computes so many tokens of a waiting prompt whatever that takes. */
    public static final int LEAST_CHUNK_TOKENS = 16;

    /** Part of a step's tokens that prompts get however many sequences decode. */
    private static final int LEAST_PREFILL_PART = 8;

    /**
     * @param time what steps take
     * @param stepTokens most tokens of a step
     */
    public static SloForecast of(StepTime time, Slo slo, int stepTokens) {
        int others = slo.sequences() - 1;
        long othersKv = (long) others * slo.promptTokens();
        double ttft = 0;
        int first = 0;
        int held = 0;
        while (held < slo.promptTokens()) {
            StepContent base = new StepContent(others, 0, othersKv + held);
            int chunk =
                    Math.min(chunk(time, slo, stepTokens, base, held), slo.promptTokens() - held);
            first = held == 0 ? chunk : first;
            ttft +=
                    time.nanos(
                            new StepContent(
                                    others,
                                    chunk,
                                    base.kvTokens(),
                                    StepContent.pairs(chunk, held)));
            held += chunk;
        }
        double itl = longestStep(time, slo.sequences(), slo.promptTokens(), stepTokens);
        double decode =
                time.nanos(new StepContent(slo.sequences(), 0, othersKv + slo.promptTokens()));
        return new SloForecast(itl, ttft, first, decode > 0 ? time.decodeNanos() / decode : 0);
    }

    /** As many tokens as the step planner would take. */
    private static int chunk(StepTime time, Slo slo, int stepTokens, StepContent base, int held) {
        int decoding = base.decodeSequences();
        int room = Math.max(stepTokens - decoding, Math.ceilDiv(stepTokens, LEAST_PREFILL_PART));
        Optional<Duration> itl = slo.itl();
        if (decoding == 0 || itl.isEmpty()) {
            return room;
        }
        int fitting = time.prefillTokensWithin(base, itl.get().toNanos(), held);
        return Math.min(room, Math.max(fitting, leastChunk(stepTokens)));
    }

    private static int leastChunk(int stepTokens) {
        return Math.min(LEAST_CHUNK_TOKENS, stepTokens);
    }

    /**
     * The longer one of two steps: that in which so many sequences decode, and that in which all
     * but one do, beside the least chunk of that one's prompt. Alone, no sequence waits for its own
     * prompt.
     *
     * @param sequences at least 1
     * @param kvTokens of each
     */
    static double longestStep(StepTime time, int sequences, long kvTokens, int stepTokens) {
        double decoding = time.nanos(new StepContent(sequences, 0, sequences * kvTokens));
        if (sequences == 1) {
            return decoding;
        }
        int chunk = leastChunk(stepTokens);
        StepContent beside =
                new StepContent(
                        sequences - 1,
                        chunk,
                        sequences * kvTokens,
                        StepContent.pairs(chunk, kvTokens));
        return Math.max(decoding, time.nanos(beside));
    }

    /** Whether both targets are kept. */
    public boolean meets(Slo slo) {
        return within(itlNanos, slo.itl()) && within(ttftNanos, slo.ttft());
    }

    private static boolean within(double nanos, Optional<Duration> target) {
        return target.isEmpty() || nanos <= target.get().toNanos();
    }
}
