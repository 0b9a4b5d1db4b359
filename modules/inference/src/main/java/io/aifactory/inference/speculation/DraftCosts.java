package io.aifactory.inference.speculation;

import io.aifactory.inference.speculation.DraftPolicy.Cost;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What steps have taken with and without drafts, for each number of decoding sequences by itself. A
 * fitted line over all steps would not do: while nearly all steps are of one kind it says little of
 * the other, and that is what is asked. Not thread-safe.
 */
public final class DraftCosts {
    private final Map<Integer, Measured> measured = new HashMap<>();

    /**
     * Learns from a step without prefill.
     *
     * @param sequences that decoded
     * @param drafts of all of them
     * @param nanos that it took; steps of 0 are left out
     */
    public void observe(int sequences, int drafts, long nanos) {
        if (nanos <= 0) {
            return;
        }
        Measured at = measured.computeIfAbsent(sequences, _ -> new Measured());
        if (drafts == 0) {
            at.plain.observe((double) nanos);
        } else if (at.plain.count > 0) {
            at.draft.observe(Math.max(0, nanos - at.plain.mean) / drafts);
        }
    }

    /**
     * @param sequences that decode
     * @param limitNanos most that a step may take with drafts
     * @return empty until steps of both kinds have been seen
     */
    public Optional<Cost> cost(int sequences, double limitNanos) {
        Measured at = measured.get(sequences);
        return at == null || at.draft.count == 0
                ? Optional.empty()
                : Optional.of(new Cost(at.plain.mean, at.draft.mean, limitNanos));
    }

    private static final class Measured {
        final Mean plain = new Mean();
        final Mean draft = new Mean();
    }

    /** Of the newest values, about four; a pause of the machine moves it little. */
    private static final class Mean {
        private static final double NEWEST = 0.25;
        private static final int BELIEVED = 4;
        private static final double LARGEST_RATIO = 3;

        double mean;
        int count;

        void observe(double value) {
            count++;
            double believed =
                    count > BELIEVED && mean > 0 ? Math.min(value, LARGEST_RATIO * mean) : value;
            mean += Math.max(NEWEST, 1.0 / count) * (believed - mean);
        }
    }
}
