package io.aifactory.inference.batching;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Who gets a slot first, and who has to give one up. Sequences wait as if each had arrived later by
 * {@code ageing} for every unit of its priority number: a smaller number goes first, but nobody is
 * overtaken for ever. A slot is taken only from a greater number, and only so many times from the
 * same sequence (as vLLM's priority scheduling does, {@code vllm/v1/core/sched/scheduler.py}, but
 * for the two bounds). A pure function of values.
 *
 * @param ageing how long a sequence waits to make up for one unit of its priority
 * @param mostPreemptions how many times a sequence may lose its slot; 0 = never
 */
public record PriorityPolicy(Duration ageing, int mostPreemptions) {
    private static final Duration LONGEST_AGEING = Duration.ofDays(1);

    /** For loops that are not configured. */
    static final PriorityPolicy USUAL = new PriorityPolicy(Duration.ofSeconds(30), 3);

    public PriorityPolicy {
        if (ageing.isNegative() || ageing.compareTo(LONGEST_AGEING) > 0) {
            throw new IllegalArgumentException(
                    "aifactory.inference.priority-ageing must be in [0, 1 day], not " + ageing);
        }
        if (mostPreemptions < 0) {
            throw new IllegalArgumentException(
                    "aifactory.inference.preemptions must not be negative, not " + mostPreemptions);
        }
    }

    /** The earliest of these moments goes first, in nanoseconds of the clock of arrivals. */
    long turn(Standing waiting) {
        return waiting.arrived() + waiting.priority() * ageing.toNanos();
    }

    /**
     * The running sequence that gives up its slot: of those with a greater number than the one that
     * waits the greatest, of equals the one that arrived last.
     *
     * @param priority of the one that waits
     * @return index among the running ones; empty if all of them stay
     */
    OptionalInt victim(int priority, List<Standing> running) {
        int victim = -1;
        for (int i = 0; i < running.size(); i++) {
            Standing each = running.get(i);
            boolean mayGo = each.priority() > priority && each.preemptions() < mostPreemptions;
            if (mayGo && (victim < 0 || each.yieldsBefore(running.get(victim)))) {
                victim = i;
            }
        }
        return victim < 0 ? OptionalInt.empty() : OptionalInt.of(victim);
    }

    /**
     * What counts of a sequence.
     *
     * @param priority smaller numbers go first
     * @param arrived on the worker's nanosecond clock
     * @param preemptions how many times it has lost its slot
     */
    record Standing(int priority, long arrived, int preemptions) {
        private boolean yieldsBefore(Standing other) {
            return priority > other.priority
                    || (priority == other.priority && arrived - other.arrived >= 0);
        }
    }
}
