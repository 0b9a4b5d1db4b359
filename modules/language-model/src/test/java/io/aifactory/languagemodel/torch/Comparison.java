package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    private long count;

    void add(float[] expected, float[] actual) {
        double[] widened = new double[expected.length];
        Arrays.setAll(widened, i -> expected[i]);
        add(widened, actual);
    }

    void add(double[] expected, float[] actual) {
        int best = 0;
        int chosen = 0;
        for (int i = 0; i < expected.length; i++) {
            squaredDifferences += Math.pow(expected[i] - actual[i], 2);
            squares += expected[i] * expected[i];
            best = expected[i] > expected[best] ? i : best;
            chosen = actual[i] > actual[chosen] ? i : chosen;
        }
        count += expected.length;
        double[] sorted = expected.clone();
        Arrays.sort(sorted);
        double lead = sorted[sorted.length - 1] - sorted[sorted.length - 2];
        (best == chosen ? keptLeads : lostLeads).add(lead);
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
