package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What an index would see while workers compute the prompts of a trace: for each request a
 * question, then what its worker gives up and stores. Made before any clock runs. A request goes to
 * the worker that holds most of it if that is more than a fifth, otherwise to one drawn by chance.
 */
final class IndexLoad {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Turn(PromptBlocks prompt, int worker, int from, int to, long[] removed) {}

    private final List<Turn> turns = new ArrayList<>();
    private final int workers;
    private long blockOperations;

    IndexLoad(List<PromptBlocks> prompts, int workers, int capacity, long seed) {
        this.workers = workers;
        Random random = new Random(seed);
        PrefixIndex truth = newIndex();
        CacheModel[] caches = new CacheModel[workers];
        Arrays.setAll(caches, worker -> new CacheModel(capacity));
        int[] leading = new int[workers];
        for (PromptBlocks prompt : prompts) {
            int best = truth.find(prompt, leading);
            int worker = random.nextInt(workers);
            if (5 * best > prompt.count()) {
                while (leading[worker] != best) {
                    worker = (worker + 1) % workers;
                }
            }
            int from = caches[worker].leading(prompt);
            long[] removed =
                    caches[worker].use(prompt).stream().mapToLong(Long::longValue).toArray();
            int to = Math.max(from, Math.min(prompt.count(), capacity));
            Turn turn = new Turn(prompt, worker, from, to, removed);
            turns.add(turn);
            apply(truth, turn);
            blockOperations += prompt.count() + removed.length + to - from;
        }
    }

    /** Blocks asked for, stored and removed, added up. */
    long blockOperations() {
        return blockOperations;
    }

    int requests() {
        return turns.size();
    }

    PrefixIndex newIndex() {
        return emptyIndex(workers);
    }

    static PrefixIndex emptyIndex(int workers) {
        PrefixIndex index = new PrefixIndex(IndexLimits.DEFAULT, PrefixIndex.SPECULATIVE_TTL_NANOS);
        for (int worker = 0; worker < workers; worker++) {
            index.register("worker-" + worker);
        }
        return index;
    }

    /**
     * Replays everything.
     *
     * @return a sum over the answers
     */
    long replay(PrefixIndex index) {
        int[] leading = new int[workers];
        long sum = 0;
        for (Turn turn : turns) {
            sum += index.find(turn.prompt, leading);
            apply(index, turn);
        }
        return sum;
    }

    /** Replays everything and measures each question in nanoseconds. */
    long[] questionNanos(PrefixIndex index) {
        int[] leading = new int[workers];
        long[] nanos = new long[turns.size()];
        for (int i = 0; i < nanos.length; i++) {
            Turn turn = turns.get(i);
            long start = System.nanoTime();
            index.find(turn.prompt, leading);
            nanos[i] = System.nanoTime() - start;
            apply(index, turn);
        }
        return nanos;
    }

    private static void apply(PrefixIndex index, Turn turn) {
        index.removed(turn.worker, turn.removed);
        index.stored(turn.worker, turn.prompt, turn.from, turn.to);
    }
}
