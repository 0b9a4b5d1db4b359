package io.aifactory.inference.embedding;

import java.util.List;

/**
 * Decides what one step embeds: whole inputs, one of each request in turn and again from the first,
 * until the next would exceed the budget. So a request with two thousand inputs does not keep one
 * with a single input waiting, and a step always has an input, however long that is.
 *
 * @param stepTokens token budget of a step
 */
public record EmbeddingPlanner(int stepTokens) {
    public EmbeddingPlanner {
        if (stepTokens < 1) {
            throw new IllegalArgumentException("step tokens must be at least 1: " + stepTokens);
        }
    }

    /** What a request still waits for. */
    public interface Pending {
        /** Inputs that have not been embedded. */
        int inputs();

        /**
         * Tokens of one of them.
         *
         * @param ahead 0 for the next one; less than {@link #inputs}
         */
        int tokens(int ahead);
    }

    /**
     * @param requests in the order of their turns
     * @return how many inputs each contributes; all 0 only if nothing is pending
     */
    public int[] plan(List<? extends Pending> requests) {
        int[] counts = new int[requests.size()];
        int used = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < counts.length; i++) {
                Pending request = requests.get(i);
                if (counts[i] < request.inputs()) {
                    int tokens = request.tokens(counts[i]);
                    if (used == 0 || used + tokens <= stepTokens) {
                        counts[i]++;
                        used += tokens;
                        more = true;
                    }
                }
            }
        }
        return counts;
    }
}
