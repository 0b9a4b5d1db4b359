package io.aifactory.simulator.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of a worker that decode, in the order of their admission. A step costs the same
 * however many they are: each of them makes one token in each decode step, so only the steps in
 * which one needs another block or ends are looked at.
 */
final class Decoding {
    private final int blockTokens;
    private final List<SimulatedSequence> sequences = new ArrayList<>();
    private final PriorityQueue<SimulatedSequence> growing =
            new PriorityQueue<>(
                    Comparator.<SimulatedSequence>comparingLong(s -> s.growStep)
                            .thenComparingLong(s -> s.order));
    private final PriorityQueue<SimulatedSequence> ending =
            new PriorityQueue<>(
                    Comparator.<SimulatedSequence>comparingLong(s -> s.finishStep)
                            .thenComparingLong(s -> s.order));
    private long steps;
    private long contextTokens;
    private long generatedTokens;

    Decoding(int blockTokens) {
        this.blockTokens = blockTokens;
    }

    int count() {
        return sequences.size();
    }

    /** Tokens that the next step attends to. */
    long contextTokens() {
        return contextTokens;
    }

    /** Output tokens of all of them so far. */
    long generatedTokens() {
        return generatedTokens;
    }

    /**
     * A sequence has its next token and decodes from now on.
     *
     * @param generated output tokens it has; less than it will have at its end
     */
    void join(SimulatedSequence sequence, int generated) {
        long context = (long) sequence.arrival().promptTokens() + generated;
        sequence.generatedBefore = generated;
        sequence.joinedAtStep = steps;
        sequence.finishStep = steps + sequence.arrival().outputTokens() - generated;
        sequence.growStep = steps + (long) sequence.heldCount() * blockTokens - context + 2;
        sequences.add(sequence);
        ending.add(sequence);
        if (sequence.growStep <= sequence.finishStep) {
            growing.add(sequence);
        }
        contextTokens += context;
        generatedTokens += generated;
    }

    /** The first in order that needs another block in the next step. */
    @Nullable SimulatedSequence nextToGrow() {
        SimulatedSequence first = growing.peek();
        return first != null && first.growStep == steps + 1 ? first : null;
    }

    /** It got its block. */
    void grown(SimulatedSequence sequence) {
        growing.remove(sequence);
        sequence.growStep += blockTokens;
        if (sequence.growStep <= sequence.finishStep) {
            growing.add(sequence);
        }
    }

    SimulatedSequence last() {
        return sequences.getLast();
    }

    /** Output tokens that one of them has. */
    int generated(SimulatedSequence sequence) {
        return Math.toIntExact(sequence.generatedBefore + steps - sequence.joinedAtStep);
    }

    void leave(SimulatedSequence sequence) {
        sequences.remove(sequence);
        growing.remove(sequence);
        ending.remove(sequence);
        int generated = generated(sequence);
        contextTokens -= (long) sequence.arrival().promptTokens() + generated;
        generatedTokens -= generated;
    }

    /** Each of them has made one token. */
    void step() {
        steps++;
        contextTokens += sequences.size();
        generatedTokens += sequences.size();
    }

    /** One that has made its last token, if there is any. */
    @Nullable SimulatedSequence ended() {
        SimulatedSequence first = ending.peek();
        return first != null && first.finishStep == steps ? first : null;
    }

    /** Steps, from the one under way, that none ends in and none needs a block after. */
    long uneventfulSteps() {
        SimulatedSequence end = ending.peek();
        SimulatedSequence grow = growing.peek();
        long untilEnd = end == null ? 0 : end.finishStep - steps - 1;
        return grow == null ? untilEnd : Math.min(untilEnd, grow.growStep - steps - 2);
    }
}
