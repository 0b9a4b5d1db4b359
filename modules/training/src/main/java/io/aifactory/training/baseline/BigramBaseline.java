package io.aifactory.training.baseline;

import io.aifactory.storage.dataset.TokenStream;
import java.util.Arrays;

/**
 * Interpolated modified Kneser-Ney bigram model (Chen and Goodman 1998), backed by continuation
 * counts and, below them, by the uniform distribution over the vocabulary. Every token has a
 * probability above zero in every context, and they sum to one.
 */
public final class BigramBaseline {
    /** It learns from the first so many tokens: it keeps 16 bytes for each while counting. */
    public static final int MOST_TOKENS = 32 << 20;

    private static final int CHUNK = 1 << 16;

    private final int vocabulary;
    private final long[] pairs;
    private final int[] counts;
    private final long[] contextCount;
    private final double[] contextBackOff;
    private final double[] unigram;
    private final Discounts discounts;

    private BigramBaseline(int vocabulary, long[] sortedPairs) {
        this.vocabulary = vocabulary;
        this.counts = new int[sortedPairs.length];
        int distinct = 0;
        for (int i = 0; i < sortedPairs.length; i++) {
            if (i == 0 || sortedPairs[i] != sortedPairs[i - 1]) {
                sortedPairs[distinct++] = sortedPairs[i];
            }
            counts[distinct - 1]++;
        }
        this.pairs = Arrays.copyOf(sortedPairs, distinct);
        this.discounts = discounts(Arrays.copyOf(counts, distinct));
        this.contextCount = new long[vocabulary];
        this.contextBackOff = new double[vocabulary];
        long[] continuations = new long[vocabulary];
        for (int i = 0; i < distinct; i++) {
            int context = (int) (pairs[i] >>> 32);
            contextCount[context] += counts[i];
            contextBackOff[context] += discounts.of(counts[i]);
            continuations[(int) pairs[i]]++;
        }
        this.unigram = unigram(continuations, distinct, vocabulary);
    }

    /**
     * Learns from a training split.
     *
     * @param tokens at least two
     * @param vocabulary number of ids
     */
    public static BigramBaseline learn(TokenStream tokens, int vocabulary) {
        int length = (int) Math.min(tokens.size(), MOST_TOKENS);
        if (length < 2) {
            throw new IllegalArgumentException("a bigram model needs at least two tokens");
        }
        long[] pairs = new long[length - 1];
        for (int start = 0; start < pairs.length; start += CHUNK) {
            int many = Math.min(CHUNK, pairs.length - start);
            int[] window = tokens.read(start, many + 1);
            for (int i = 0; i < many; i++) {
                pairs[start + i] = ((long) window[i] << 32) | window[i + 1];
            }
        }
        Arrays.sort(pairs);
        return new BigramBaseline(vocabulary, pairs);
    }

    /** Probability of {@code next} after {@code context}. */
    public double probability(int context, int next) {
        long total = contextCount[context];
        if (total == 0) {
            return unigram[next];
        }
        int found = Arrays.binarySearch(pairs, ((long) context << 32) | next);
        double seen = found < 0 ? 0 : counts[found] - discounts.of(counts[found]);
        return (seen + contextBackOff[context] * unigram[next]) / total;
    }

    /** Code length of all tokens but the first, in nats. */
    public double nats(int[] stream) {
        double nats = 0;
        for (int i = 1; i < stream.length; i++) {
            nats -= Math.log(probability(stream[i - 1], stream[i]));
        }
        return nats;
    }

    /** Number of ids it gives a probability to. */
    public int vocabulary() {
        return vocabulary;
    }

    private static double[] unigram(long[] continuations, long distinct, int vocabulary) {
        Discounts discounts = discounts(continuations);
        double backOff = 0;
        for (long count : continuations) {
            backOff += discounts.of(count);
        }
        double[] unigram = new double[vocabulary];
        for (int id = 0; id < vocabulary; id++) {
            double seen = continuations[id] - discounts.of(continuations[id]);
            unigram[id] = (seen + backOff / vocabulary) / distinct;
        }
        return unigram;
    }

    private static Discounts discounts(int[] counts) {
        return discounts(Arrays.stream(counts).asLongStream().toArray());
    }

    private static Discounts discounts(long[] counts) {
        long[] of = new long[5];
        for (long count : counts) {
            if (count >= 1 && count <= 4) {
                of[(int) count]++;
            }
        }
        return Discounts.estimate(of[1], of[2], of[3], of[4]);
    }
}
