package io.aifactory.tokenization.internal.training;

import io.aifactory.tokenization.internal.model.IntBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring symbols of all words: how often each pair occurs and in which words, with the most
 * frequent one first; of equally frequent ones the smaller left id, then the smaller right id.
 * Counts in the queue may be outdated; they are renewed when they come to the front.
 */
final class PairIndex {
    /**
     * A pair and its count when it was queued.
     *
     * @param pair left id in the upper half, right id in the lower half
     */
    record Candidate(long pair, long count) implements Comparable<Candidate> {
        int left() {
            return (int) (pair >>> 32);
        }

        int right() {
            return (int) pair;
        }

        @Override
        public int compareTo(Candidate other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : Long.compare(pair, other.pair);
        }
    }

    private static final class Occurrences {
        private long count;
        private final IntBuffer words = new IntBuffer(4);
    }

    private final List<Word> words;
    private final Map<Long, Occurrences> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    PairIndex(List<Word> words) {
        this.words = words;
        for (int w = 0; w < words.size(); w++) {
            Word word = words.get(w);
            for (int i = 0; i + 1 < word.length(); i++) {
                change(w, pack(word.symbol(i), word.symbol(i + 1)), 1);
            }
        }
        pairs.forEach((pair, found) -> queue.add(new Candidate(pair, found.count)));
    }

    /** The most frequent pair, no longer queued; null when there is none left. */
    @Nullable Candidate removeMostFrequent() {
        while (true) {
            Candidate candidate = queue.poll();
            if (candidate == null) {
                return null;
            }
            Occurrences found = pairs.get(candidate.pair());
            if (found != null && found.count == candidate.count()) {
                return candidate;
            }
            if (found != null && found.count > 0) {
                queue.add(new Candidate(candidate.pair(), found.count));
            }
        }
    }

    /** Joins every occurrence of a pair in every word. */
    void join(Candidate candidate, int joined) {
        Occurrences found = pairs.remove(candidate.pair());
        if (found == null) {
            return;
        }
        Set<Long> grown = new HashSet<>();
        for (int i = 0; i < found.words.size(); i++) {
            int w = found.words.get(i);
            words.get(w)
                    .join(
                            candidate.left(),
                            candidate.right(),
                            joined,
                            (left, right, sign) -> {
                                long pair = pack(left, right);
                                if (pair != candidate.pair()) {
                                    change(w, pair, sign);
                                    if (sign > 0) {
                                        grown.add(pair);
                                    }
                                }
                            });
        }
        for (long pair : grown) {
            Occurrences occurrences = pairs.get(pair);
            if (occurrences != null && occurrences.count > 0) {
                queue.add(new Candidate(pair, occurrences.count));
            }
        }
    }

    private void change(int word, long pair, int sign) {
        Occurrences found = pairs.computeIfAbsent(pair, p -> new Occurrences());
        found.count += sign * words.get(word).count();
        if (sign > 0) {
            int size = found.words.size();
            if (size == 0 || found.words.get(size - 1) != word) {
                found.words.add(word);
            }
        }
    }

    private static long pack(int left, int right) {
        return (long) left << 32 | right;
    }
}
