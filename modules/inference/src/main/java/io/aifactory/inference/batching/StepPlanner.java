package io.aifactory.inference.batching;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.tuning.SloForecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what one step contains: first one token of every sequence that decodes, with the drafts
 * that are to be checked after it, so that no running stream stutters, then prefill chunks, oldest
 * sequence first (the scheme of Agrawal et al., "Taming throughput-latency tradeoff in LLM
 * inference with Sarathi-Serve", OSDI 2024). While streams run, prefill gets no more than brings
 * the step to the ITL target, and little while it is not known what that is.
 *
 * @param stepTokens token budget of a step. Decoding sequences are never held back by it; prefill
 *     gets what they leave, and at least an eighth of the budget where the ITL target allows
 * @param itlTarget how long a step may take while sequences decode; zero for any time. Prefill goes
 *     on by a few tokens even where decoding alone takes longer, so that it cannot starve
 */
public record StepPlanner(int stepTokens, Duration itlTarget) {
    private static final int LEAST_PREFILL_PART = 8;
    private static final int LEAST_PREFILL_TOKENS = SloForecast.LEAST_CHUNK_TOKENS;

    /** Of a step of which nobody knows what it takes. */
    private static final int UNKNOWN_PREFILL_TOKENS = 32;

    public StepPlanner {
        if (stepTokens < 1) {
            throw new IllegalArgumentException("step tokens must be at least 1: " + stepTokens);
        }
        if (itlTarget.isNegative()) {
            throw new IllegalArgumentException("the ITL target is negative: " + itlTarget);
        }
    }

    /** The same without drafts. */
    public List<Share> plan(List<? extends Sequence.Active> active, Optional<StepTime> known) {
        return plan(active, new int[active.size()], known);
    }

    /**
     * @param active sequences in their order of arrival
     * @param drafts tokens that each brings beside its newest one, see {@link Speculation}; 0 for
     *     those that do not decode
     * @param known what steps take on this device at most; empty while that is not known
     * @return shares of distinct sequences, decoding ones first; empty only if there are none
     */
    public List<Share> plan(
            List<? extends Sequence.Active> active, int[] drafts, Optional<StepTime> known) {
        List<Share> shares = new ArrayList<>(active.size());
        List<Integer> prefilling = new ArrayList<>();
        long kvTokens = 0;
        long pairs = 0;
        int rows = 0;
        for (int i = 0; i < active.size(); i++) {
            switch (active.get(i)) {
                case Sequence.Decoding sequence -> {
                    shares.add(new Share(i, 1 + drafts[i]));
                    rows += 1 + drafts[i];
                    kvTokens += sequence.held();
                }
                case Sequence.Prefilling _ -> prefilling.add(i);
            }
        }
        int decoding = shares.size();
        int left = Math.max(stepTokens - rows, Math.ceilDiv(stepTokens, LEAST_PREFILL_PART));
        for (int index : prefilling) {
            Sequence.Active sequence = active.get(index);
            int held = sequence.held();
            kvTokens += held;
            if (decoding > 0 && !itlTarget.isZero()) {
                int taken = shares.stream().skip(decoding).mapToInt(Share::tokens).sum();
                StepContent base =
                        new StepContent(rows, taken, kvTokens, pairs, shares.size() - decoding);
                int fitting =
                        known.map(time -> time.prefillTokensWithin(base, itlTarget.toNanos(), held))
                                .orElse(UNKNOWN_PREFILL_TOKENS - taken);
                int least = Math.max(0, Math.min(LEAST_PREFILL_TOKENS, stepTokens) - taken);
                left = Math.min(left, Math.max(fitting, least));
            }
            if (left <= 0) {
                break;
            }
            int chunk = Math.min(sequence.remaining(), left);
            shares.add(new Share(index, chunk));
            left -= chunk;
            pairs += StepContent.pairs(chunk, held);
        }
        return shares;
    }

    /**
     * @param index of the sequence in the planned list
     * @param tokens it contributes, at least 1
     */
    public record Share(int index, int tokens) {}
}
