package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what one step contains: first one token of every sequence that decodes, so that no
 * running stream stutters, then prefill chunks, oldest sequence first (the scheme of Agrawal et
 * al., "Taming throughput-latency tradeoff in LLM inference with Sarathi-Serve", OSDI 2024).
 *
 * @param stepTokens token budget of a step. Decoding sequences are never held back by it; prefill
 *     gets what they leave, and at least an eighth of the budget, so that it cannot starve
 */
public record StepPlanner(int stepTokens) {
    private static final int LEAST_PREFILL_PART = 8;

    public StepPlanner {
        if (stepTokens < 1) {
            throw new IllegalArgumentException("step tokens must be at least 1: " + stepTokens);
        }
    }

    /**
     * @param active sequences in their order of arrival
     * @return shares of distinct sequences, decoding ones first; empty only if there are none
     */
    public List<Share> plan(List<? extends Sequence.Active> active) {
        List<Share> shares = new ArrayList<>(active.size());
        List<Sequence.Prefilling> prefilling = new ArrayList<>();
        List<Integer> prefillingAt = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            switch (active.get(i)) {
                case Sequence.Decoding _ -> shares.add(new Share(i, 1));
                case Sequence.Prefilling sequence -> {
                    prefilling.add(sequence);
                    prefillingAt.add(i);
                }
            }
        }
        int left =
                Math.max(stepTokens - shares.size(), Math.ceilDiv(stepTokens, LEAST_PREFILL_PART));
        for (int i = 0; i < prefilling.size() && left > 0; i++) {
            int chunk = Math.min(prefilling.get(i).remaining(), left);
            shares.add(new Share(prefillingAt.get(i), chunk));
            left -= chunk;
        }
        return shares;
    }

    /**
     * @param index of the sequence in the planned list
     * @param tokens it contributes, at least 1
     */
    public record Share(int index, int tokens) {}
}
