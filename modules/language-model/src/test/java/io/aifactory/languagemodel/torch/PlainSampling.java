package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.TokenCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The definition of {@link Sampling} in plain loops over one row, independent of the graph. */
final class PlainSampling {
    private PlainSampling() {}

    static int token(float[] logits, Sampling sampling) {
        float[] changed = changed(logits, sampling.changes());
        double highest = Double.NEGATIVE_INFINITY;
        int best = -1;
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] > highest) {
                highest = changed[i];
                best = i;
            }
        }
        if (sampling.temperature() == 0) {
            return best;
        }
        double[] mass = new double[changed.length];
        for (int i = 0; i < mass.length; i++) {
            double temperature = sampling.temperature();
            mass[i] = Math.exp(changed[i] / temperature - highest / temperature);
        }
        return drawn(mass, kept(mass, sampling), sampling.uniform());
    }

    /** Ids that the filters leave, ascending. */
    static List<Integer> kept(double[] mass, Sampling sampling) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < mass.length; i++) {
            if (mass[i] > 0 && mass[i] >= sampling.minP()) {
                left.add(i);
            }
        }
        if (sampling.topK() > 0 && sampling.topK() < left.size()) {
            double last =
                    left.stream()
                            .map(i -> mass[i])
                            .sorted(Comparator.reverseOrder())
                            .toList()
                            .get(sampling.topK() - 1);
            // the mass within the limit, without what ties with its last one beyond it
            List<Double> within =
                    left.stream()
                            .map(i -> mass[i])
                            .sorted(Comparator.reverseOrder())
                            .limit(sampling.topK())
                            .toList();
            double limit = sampling.topP() < 1 ? leastWithin(within, sampling.topP()) : last;
            return left.stream().filter(i -> mass[i] >= limit).toList();
        }
        if (sampling.topP() < 1) {
            List<Double> ordered =
                    left.stream().map(i -> mass[i]).sorted(Comparator.reverseOrder()).toList();
            double limit = leastWithin(ordered, sampling.topP());
            return left.stream().filter(i -> mass[i] >= limit).toList();
        }
        return left;
    }

    /** The least of the largest masses that together reach this part of all. */
    private static double leastWithin(List<Double> descending, float part) {
        double all = 0;
        for (double each : descending) {
            all += each;
        }
        double sum = 0;
        for (double each : descending) {
            sum += each;
            if (sum >= part * all) {
                return each;
            }
        }
        return descending.getLast();
    }

    private static int drawn(double[] mass, List<Integer> kept, double uniform) {
        double total = 0;
        for (int i : kept) {
            total += mass[i];
        }
        double sum = 0;
        for (int i : kept) {
            sum += mass[i];
            if (sum > uniform * total) {
                return i;
            }
        }
        return kept.getLast();
    }

    static float[] changed(float[] logits, LogitChanges changes) {
        float[] row = logits.clone();
        changes.bias().forEach((token, bias) -> row[token] = (float) ((double) row[token] + bias));
        Penalties penalties = changes.penalties();
        TokenCounts counts = changes.counts();
        for (int i = 0; i < counts.size(); i++) {
            double value = row[counts.token(i)];
            value =
                    value > 0
                            ? value / penalties.repetition()
                            : value * (double) penalties.repetition();
            value -= (double) penalties.frequency() * counts.count(i);
            value -= counts.count(i) > 0 ? penalties.presence() : 0;
            row[counts.token(i)] = (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
        }
        changes.forbidden().forEach(token -> row[token] = Float.NEGATIVE_INFINITY);
        changes.allowed()
                .ifPresent(mask -> {
                    for (int i = 0; i < row.length; i++) {
                        if ((mask[i / 64] >>> (i % 64) & 1) == 0) {
                            row[i] = Float.NEGATIVE_INFINITY;
                        }
                    }
                });
        return row;
    }

    /** Logarithm of the probability of each token. */
    static double[] logprobs(float[] logits) {
        double highest =
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        double total = highest + Math.log(sum);
        return IntStream.range(0, logits.length).mapToDouble(i -> logits[i] - total).toArray();
    }

    /** Ids of the most probable tokens, the smaller id first of equals. */
    static List<Integer> best(float[] logits, int count) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer i) -> -(logits[i] + 0.0))
                                .thenComparingInt(i -> i))
                .limit(count)
                .toList();
    }
}
