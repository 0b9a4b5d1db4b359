package io.aifactory.inference.quality;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenScores;
import io.aifactory.storage.dataset.HeldOut;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * What a model said while it read a text.
 *
 * @param nats of all its tokens, the length of its code
 * @param best what greedy decoding would have put in place of each token
 */
@SuppressWarnings("ArrayRecordComponent") // one for each token of a text, never compared
record TextReading(double nats, int[] best) {
    /** Tokens of the longest window: a model that reads further would need memory for it. */
    private static final int LONGEST_WINDOW = 2048;

    /** What the scores of one piece of a window may take. */
    static final long PIECE_BYTES = 256L << 20;

    /** A token's logits in float32 and float64; its candidates' rows of the head in bfloat16. */
    private static final long LOGIT = 24;

    private static final long CANDIDATES = 640;

    /** Tokens that a window predicts; as many as the trainer's, where the context allows. */
    static int windowTokens(ModelConfig config) {
        return Math.min(config.contextTokens(), LONGEST_WINDOW);
    }

    /** Tokens that go through the model at once. */
    static int pieceTokens(ModelConfig config) {
        long token = LOGIT * config.vocabulary() + CANDIDATES * config.hidden();
        return Math.clamp(PIECE_BYTES / token, 1, windowTokens(config));
    }

    /**
     * Reads in windows that do not overlap, each from an empty context, as the trainer does. To be
     * called on the thread that owns the engine.
     *
     * @param engine with a slot of {@link #windowTokens}
     * @param progress told which part has been read, in (0, 1]
     */
    static TextReading of(InferenceEngine engine, HeldOut text, DoubleConsumer progress) {
        int piece = pieceTokens(engine.config());
        int[] best = new int[text.targets()];
        double nats = 0;
        int read = 0;
        List<int[][]> windows = text.batches(windowTokens(engine.config()), 1);
        for (int[][] window : windows) {
            int[] tokens = window[0];
            for (int first = 0; first < tokens.length - 1; first += piece) {
                int end = Math.min(first + piece, tokens.length - 1);
                StepItem item =
                        new StepItem(
                                0, first, Arrays.copyOfRange(tokens, first, end), Optional.empty());
                TokenScores scores =
                        engine.score(item, Arrays.copyOfRange(tokens, first + 1, end + 1));
                for (double logprob : scores.logprobs()) {
                    nats -= logprob;
                }
                System.arraycopy(scores.best(), 0, best, read, end - first);
                read += end - first;
            }
            progress.accept((double) read / best.length);
        }
        return new TextReading(nats, best);
    }

    /** At which part of the places both have the same best token. */
    double agreement(TextReading other) {
        long same = IntStream.range(0, best.length).filter(i -> best[i] == other.best[i]).count();
        return (double) same / best.length;
    }
}
