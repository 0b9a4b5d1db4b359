package io.aifactory.inference.batching;

import io.aifactory.inference.speculation.DraftCosts;
import io.aifactory.inference.speculation.DraftPolicy;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many drafts each sequence brings into the next step, by what steps have taken. Where many
 * steps in a row had drafts, or none although there were guesses, one of the other kind tells what
 * that takes now. Not thread-safe.
 */
final class Speculation {
    private static final int PROBE_AFTER = 32;

    private final StepPlanner planner;
    private final int slots;
    private final DraftCosts costs = new DraftCosts();
    private boolean drafting;
    private int alike;

    /**
     * @param planner of the steps
     * @param slots of the engine: memory is reserved for as many results in one step
     */
    Speculation(StepPlanner planner, int slots) {
        this.planner = planner;
        this.slots = slots;
    }

    /** See {@link DraftCosts#observe}. */
    void observe(int sequences, int drafts, long nanos) {
        costs.observe(sequences, drafts, nanos);
    }

    /**
     * @param able sequences that may take part in the step
     * @return how many drafts of each
     */
    int[] plan(List<LiveSequence> able) {
        int[] drafts = new int[able.size()];
        List<Candidate> candidates = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < drafts.length; i++) {
            if (able.get(i).isDecoding()) {
                candidates.add(able.get(i).candidate());
                places.add(i);
            }
        }
        if (candidates.stream().allMatch(each -> each.drafts() == 0)) {
            return drafts;
        }
        int[] chosen = choose(candidates, slots - able.size());
        for (int i = 0; i < chosen.length; i++) {
            drafts[places.get(i)] = chosen[i];
        }
        return drafts;
    }

    private int[] choose(List<Candidate> candidates, int room) {
        int decoding = candidates.size();
        DraftPolicy policy = new DraftPolicy(Math.min(room, planner.stepTokens() - decoding));
        double limit =
                planner.itlTarget().isZero()
                        ? Double.POSITIVE_INFINITY
                        : planner.itlTarget().toNanos();
        int[] chosen = policy.choose(candidates, costs.cost(decoding, limit));
        boolean some = IntStream.of(chosen).anyMatch(count -> count > 0);
        alike = some == drafting ? alike + 1 : 0;
        drafting = some;
        if (alike < PROBE_AFTER) {
            return chosen;
        }
        alike = 0;
        return some ? new int[decoding] : policy.probe(candidates);
    }
}
