package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.routing.Candidate;

/**
 * What a worker forgets when a prompt is put into its KV cache: as soon as the cache has been
 * filled once, each token pushes another one out, and what is pushed out is wanted again as often
 * as prompts were found in caches lately. The mean is over about the last two hundred requests.
 */
final class ReuseShare {
    private static final double NEWEST = 0.005;

    private double share;

    /** A request went to a worker that held a part of its prompt. */
    void sent(int promptTokens, int cachedTokens) {
        if (promptTokens > 0) {
            share += NEWEST * ((double) cachedTokens / promptTokens - share);
        }
    }

    /** Tokens that will have to be computed again because this request goes there. */
    double evicted(Candidate candidate, WorkerMirror worker, LiveRequest request) {
        double capacity =
                (double) candidate.load().kvBlocksTotal() * request.features.blocks().blockTokens();
        double pushedOut =
                Math.clamp(
                        worker.promptTokensEver() + request.uncomputed - capacity,
                        0,
                        request.uncomputed);
        return candidate.load().kvBlocksTotal() == 0 ? 0 : share * pushedOut;
    }
}
