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
        } else if (at.plain.isKnown()) {
            at.draft.observe(Math.max(0, nanos - at.plain.value()) / drafts);
        }
    }

    /**
     * @param sequences that decode
     * @param limitNanos most that a step may take with drafts
     * @return empty until steps of both kinds have been seen
     */
    public Optional<Cost> cost(int sequences, double limitNanos) {
        Measured at = measured.get(sequences);
        return at == null || !at.draft.isKnown()
                ? Optional.empty()
                : Optional.of(new Cost(at.plain.value(), at.draft.value(), limitNanos));
    }

    private static final class Measured {
        final RecentMean plain = new RecentMean();
        final RecentMean draft = new RecentMean();
    }
}
