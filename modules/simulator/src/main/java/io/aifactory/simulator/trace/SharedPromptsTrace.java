package io.aifactory.simulator.trace;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * llm-d's "b2b" workload: system prompts shared by some questions each, in any order, Poisson
 * arrivals. As published: 150 prompts of 6,000 tokens, 5 questions of 1,200 with answers of 1,000,
 * 3 to 60 questions a second.
 *
 * @param groups different system prompts; at least 1
 * @param questions for each of them; at least 1
 * @param sharedTokens of a system prompt; at least 0
 * @param ownTokens of a question; at least 1
 * @param outputTokens of an answer; at least 1
 * @param requestsPerSecond mean rate; positive
 */
public record SharedPromptsTrace(
        int groups,
        int questions,
        int sharedTokens,
        int ownTokens,
        int outputTokens,
        double requestsPerSecond) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BLOCK = MooncakeTrace.BLOCK_TOKENS;

    public SharedPromptsTrace {
        if (groups < 1
                || questions < 1
                || (long) groups * questions > TraceShape.MOST_REQUESTS
                || sharedTokens < 0
                || ownTokens < 1
                || (long) sharedTokens + ownTokens > TraceLines.MOST_TOKENS
                || outputTokens < 1
                || !(requestsPerSecond > 0 && requestsPerSecond <= 1e6)) {
            throw new IllegalArgumentException(
                    "shared prompts: groups, questions, tokens and rate are positive and not beyond all bounds");
        }
    }

    /**
     * As llm-d published it.
     *
     * @param requestsPerSecond theirs went from 3 to 60
     */
    public static SharedPromptsTrace b2b(double requestsPerSecond) {
        return new SharedPromptsTrace(150, 5, 6_000, 1_200, 1_000, requestsPerSecond);
    }

    /** The same arrivals for the same seed. */
    public List<Arrival> draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int requests = groups * questions;
        int[] order = new int[requests];
        for (int i = 0; i < requests; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        List<Arrival> arrivals = new ArrayList<>(requests);
        double seconds = 0;
        for (int question : order) {
            seconds += -Math.log(1 - random.nextDouble()) / requestsPerSecond;
            arrivals.add(
                    new Arrival(
                            (long) (seconds * NANOS_PER_SECOND),
                            sharedTokens + ownTokens,
                            outputTokens,
                            blocks(question),
                            Arrival.ANYBODY));
        }
        return arrivals;
    }

    private PromptBlocks blocks(int question) {
        int count = (sharedTokens + ownTokens + BLOCK - 1) / BLOCK;
        int group = question / questions;
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            boolean shared = (i + 1L) * BLOCK <= sharedTokens;
            hashes[i] = (shared ? 1L + group : 1L + groups + question) << 20 | i;
        }
        return new PromptBlocks(BLOCK, hashes);
    }
}
