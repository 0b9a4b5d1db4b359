package io.aifactory.inference.batching;

import io.aifactory.inference.tuning.BatchCap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many sequences of a batch may have slots at once, by what its steps are known to take and by
 * how long its sequences are. Not thread-safe.
 */
final class AdmissionCap {
    private final StepPace pace;
    private final BatchCap cap;

    /**
     * @param pace what is known of steps; goes on learning
     */
    AdmissionCap(StepPace pace, BatchCap cap) {
        this.pace = pace;
        this.cap = cap;
        cap.next(pace.known(), 0);
    }

    /** All slots may be used, and nothing is known of steps yet. */
    static AdmissionCap none(int slots) {
        return new AdmissionCap(new StepPace(), new BatchCap(Optional.empty(), slots, 1));
    }

    /** What it goes by. */
    StepPace pace() {
        return pace;
    }

    /** Looks again: how many may have slots now, at least 1. */
    int next(List<LiveSequence> running, Iterable<LiveSequence> waiting) {
        if (!cap.limits()) {
            return cap.most();
        }
        List<LiveSequence> all = new ArrayList<>(running);
        waiting.forEach(all::add);
        double tokens = all.stream().mapToInt(each -> each.blocks().tokens()).average().orElse(0);
        return cap.next(pace.known(), (long) tokens);
    }

    /** The newest answer. */
    int most() {
        return cap.most();
    }
}
