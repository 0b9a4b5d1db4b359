package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Logits of many positions, exact and rounded. Where a model is random, its best two logits are
 * often closer than its precision can tell, so the best token is compared where its lead exceeds
 * the noise, five times the root mean square of the differences.
 */
final class Comparison {
    private static final double LEADS = 5;

    private final List<Double> lostLeads = new ArrayList<>();
    private final List<Double> keptLeads = new ArrayList<>();
    private double squaredDifferences;
    private double squares;
    private double worst;
    private long count;

    /** The most probable token, the smallest id of several. */
    static int best(float[] logits) {
        int best = 0;
        for (int i = 0; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    /** Four texts, of each the first half in one go, the others token by token. */
    static Comparison of(ReferenceDecoder reference, InferenceEngine engine) {
        Comparison comparison = new Comparison();
        for (int slot = 0; slot < 4; slot++) {
            int[] text = new Random(slot).ints(30, 0, 97).toArray();
            double[][] expected = reference.logits(text);
            comparison.add(expected[14], logits(engine, slot, 0, Arrays.copyOf(text, 15)));
            for (int t = 15; t < text.length; t++) {
                comparison.add(expected[t], logits(engine, slot, t, text[t]));
            }
        }
        return comparison;
    }

    static float[] logits(InferenceEngine engine, int slot, int position, int... tokens) {
        return engine.logits(List.of(new StepItem(slot, position, tokens, Optional.empty())))[0];
    }

    void add(float[] expected, float[] actual) {
        double[] widened = new double[expected.length];
        Arrays.setAll(widened, i -> expected[i]);
        add(widened, actual);
    }

    void add(double[] expected, float[] actual) {
        int best = 0;
        double largest = 0;
        double furthest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            furthest = Math.max(furthest, Math.abs(expected[i] - actual[i]));
            squaredDifferences += Math.pow(expected[i] - actual[i], 2);
            squares += expected[i] * expected[i];
            best = expected[i] > expected[best] ? i : best;
        }
        worst = Math.max(worst, furthest / largest);
        count += expected.length;
        double[] sorted = expected.clone();
        Arrays.sort(sorted);
        double lead = sorted[sorted.length - 1] - sorted[sorted.length - 2];
        (best == best(actual) ? keptLeads : lostLeads).add(lead);
    }

    /** Demands that no logit differs by more than this part of the largest one. */
    void checkExact(double difference) {
        assertTrue(worst <= difference, "largest relative difference of a logit: " + worst);
    }

    /**
     * @param difference root mean square, as a part of the logits'
     * @param agreement on the best token where it leads by more than the noise
     */
    void check(double difference, double agreement) {
        double rms = Math.sqrt(squaredDifferences / count);
        double relative = Math.sqrt(squaredDifferences / squares);
        long lost = lostLeads.stream().filter(lead -> lead > LEADS * rms).count();
        long kept = keptLeads.stream().filter(lead -> lead > LEADS * rms).count();
        String found =
                "relative difference %.4f; of %d leads beyond the noise %d lost; of all %d, %d"
                        .formatted(
                                relative,
                                lost + kept,
                                lost,
                                lostLeads.size() + keptLeads.size(),
                                lostLeads.size());
        System.getLogger(Comparison.class.getName()).log(System.Logger.Level.INFO, found);
        assertTrue(relative <= difference, found);
        assertTrue(kept >= agreement * (lost + kept), found);
        assertTrue(kept > lostLeads.size(), found);
    }
}
