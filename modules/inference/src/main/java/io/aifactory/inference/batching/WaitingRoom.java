package io.aifactory.inference.batching;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Sequences without a slot, in the order in which they get one. Not thread-safe. */
final class WaitingRoom implements Iterable<LiveSequence> {
    private final PriorityPolicy policy;
    private final List<LiveSequence> waiting = new ArrayList<>();

    WaitingRoom(PriorityPolicy policy) {
        this.policy = policy;
    }

    /** One that has just come: after all whose turn is the same. */
    void add(LiveSequence sequence) {
        int index = waiting.size();
        while (index > 0 && turnOf(waiting.get(index - 1)) - turnOf(sequence) > 0) {
            index--;
        }
        waiting.add(index, sequence);
    }

    /** One that had a slot: before all whose turn is the same. */
    void giveBack(LiveSequence sequence) {
        int index = 0;
        while (index < waiting.size() && turnOf(waiting.get(index)) - turnOf(sequence) < 0) {
            index++;
        }
        waiting.add(index, sequence);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * @throws java.util.NoSuchElementException if nobody waits
     */
    LiveSequence removeFirst() {
        return waiting.removeFirst();
    }

    void remove(LiveSequence sequence) {
        waiting.remove(sequence);
    }

    void removeIf(Predicate<LiveSequence> gone) {
        waiting.removeIf(gone);
    }

    void clear() {
        waiting.clear();
    }

    /** In the order of their turns. */
    @Override
    public Iterator<LiveSequence> iterator() {
        return List.copyOf(waiting).iterator();
    }

    private long turnOf(LiveSequence sequence) {
        return policy.turn(sequence.standing());
    }
}
