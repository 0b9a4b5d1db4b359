package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.speculation.DraftCosts;
import io.aifactory.inference.speculation.DraftPolicy;
import io.aifactory.inference.speculation.DraftPolicy.Cost;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import io.aifactory.inference.speculation.SourcePolicy;
import io.aifactory.inference.speculation.SourcePolicy.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many drafts each sequence brings into the next step, by what steps have taken. Where many
 * steps in a row had drafts, or none although there were guesses, one of the other kind tells what
 * that takes now. Not thread-safe.
 */
final class Speculation {
    private static final int PROBE_AFTER = 32;

    /** Steps in a row for which no guesses are looked for, where there were none worth checking. */
    private static final int LONGEST_REST = 8;

    private final StepPlanner planner;
    private final int slots;
    private final DraftCosts costs = new DraftCosts();
    private final Optional<DraftModel> model;
    private boolean drafting;
    private int alike;
    private boolean some;
    private int rest;

    /**
     * @param planner of the steps
     * @param slots of the engine: memory is reserved for as many results in one step
     * @param model that guesses where nothing is found in a text
     */
    Speculation(StepPlanner planner, int slots, Optional<DraftModel> model) {
        this.planner = planner;
        this.slots = slots;
        this.model = model;
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
        int[] drafts = drafts(able);
        some = Arrays.stream(drafts).anyMatch(count -> count > 0);
        rest = 0;
        return drafts;
    }

    /**
     * Whether the next step may be without drafts although nobody has looked for guesses: nobody
     * can have any, or there were none worth checking a few steps ago.
     */
    boolean rests(List<LiveSequence> able) {
        if (model.isPresent()) {
            return false;
        }
        boolean none = able.stream().allMatch(sequence -> sequence.guesses().isEmpty());
        return none || (!some && rest++ < LONGEST_REST);
    }

    private int[] drafts(List<LiveSequence> able) {
        int[] drafts = new int[able.size()];
        List<LiveSequence> decoding = new ArrayList<>();
        List<Candidate> lookUps = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < drafts.length; i++) {
            if (able.get(i).isDecoding()) {
                decoding.add(able.get(i));
                lookUps.add(lookUp(able.get(i)));
                places.add(i);
            }
        }
        boolean nothingFound = lookUps.stream().allMatch(each -> each.drafts() == 0);
        if (decoding.isEmpty() || (nothingFound && model.isEmpty())) {
            return drafts;
        }
        int[] chosen = choose(decoding, lookUps, slots - able.size());
        for (int i = 0; i < chosen.length; i++) {
            drafts[places.get(i)] = chosen[i];
        }
        return drafts;
    }

    private static Candidate lookUp(LiveSequence sequence) {
        Sequence.Active at = sequence.active();
        int room = at.spec().maxTokens() - at.generated() - 1;
        return sequence.guesses().map(known -> known.propose(room)).orElse(Candidate.NONE);
    }

    private int[] choose(List<LiveSequence> sequences, List<Candidate> lookUps, int room) {
        int decoding = sequences.size();
        DraftPolicy rows = new DraftPolicy(Math.min(room, planner.stepTokens() - decoding));
        double limit =
                planner.itlTarget().isZero()
                        ? Double.POSITIVE_INFINITY
                        : planner.itlTarget().toNanos();
        Optional<Cost> cost = costs.cost(decoding, limit);
        Choice choice =
                model.map(m -> m.choose(sequences, lookUps, new SourcePolicy(rows), cost))
                        .orElseGet(() -> Choice.lookedUp(rows.choose(lookUps, cost)));
        alike = choice.some() == drafting ? alike + 1 : 0;
        drafting = choice.some();
        if (alike < PROBE_AFTER) {
            return model.map(m -> m.draft(sequences, choice)).orElse(choice.drafts());
        }
        alike = 0;
        return drafting ? new int[decoding] : rows.probe(lookUps);
    }

    /** What the draft model has done for this step. */
    DraftWork draw() {
        return model.map(DraftModel::draw).orElse(DraftWork.NONE);
    }

    void close() {
        model.ifPresent(DraftModel::close);
    }
}
