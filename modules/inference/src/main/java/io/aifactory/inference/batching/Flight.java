package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.Sequence;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step with the sequences that take part in it, from when it is planned until its tokens are
 * known. Until then a sequence may leave or lose its slot: its part is for nothing then. Owned by
 * the device's thread.
 */
final class Flight {
    private final boolean ahead;
    private final long start;
    private final Map<LiveSequence, Part> parts = new LinkedHashMap<>();
    private final StepTally tally = new StepTally();
    private EngineCall.Call call = List::of;

    /**
     * One sequence's part.
     *
     * @param admission which slot it had, by how many it has had
     * @param item what it contributes
     */
    record Part(LiveSequence sequence, int admission, StepItem item) {
        /** Whether its sequence still waits for it. */
        boolean counts() {
            return sequence.isActive() && sequence.admissions() == admission;
        }

        int work() {
            return item.tokens().length;
        }
    }

    /**
     * @param ahead whether the tokens of the step before are not known yet
     * @param start on the worker's nanosecond clock
     */
    Flight(boolean ahead, long start) {
        this.ahead = ahead;
        this.start = start;
    }

    /**
     * A sequence takes part.
     *
     * @param then where it stands when the step begins
     * @param work tokens that it contributes
     */
    void take(LiveSequence sequence, Sequence.Active then, int work) {
        tally.takes(then, work);
        parts.put(sequence, new Part(sequence, sequence.admissions(), sequence.item(then, work)));
        sequence.starts(start);
    }

    List<StepItem> items() {
        return parts.values().stream().map(Part::item).toList();
    }

    void begun(EngineCall.Call begun) {
        call = begun;
    }

    boolean ahead() {
        return ahead;
    }

    long start() {
        return start;
    }

    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    StepTally tally() {
        return tally;
    }

    /** Waits for it; to be called once. */
    List<EngineCall.Result> results() {
        return call.results();
    }

    /** Whether a sequence waits for what comes of it. */
    boolean has(LiveSequence sequence) {
        return part(sequence).isPresent();
    }

    /** Where a sequence stands after it: over, or with a token that is not known yet. */
    Sequence after(LiveSequence sequence) {
        Sequence.Active now = sequence.active();
        return part(sequence).map(part -> now.after(part.work(), Sequence.NO_TOKEN)).orElse(now);
    }

    private Optional<Part> part(LiveSequence sequence) {
        return Optional.ofNullable(parts.get(sequence)).filter(Part::counts);
    }

    /** Whether the step after it can be begun before its tokens are known. */
    boolean canBeFollowed() {
        return parts.values().stream()
                .allMatch(part ->
                        part.sequence().choosesByPlace() && part.item().samplings().size() <= 1);
    }
}
