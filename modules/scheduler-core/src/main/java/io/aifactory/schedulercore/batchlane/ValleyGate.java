package io.aifactory.schedulercore.batchlane;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.routing.Slo;

/**
 * How much batch work fits into a worker at this moment without interactive work noticing.
 *
 * <p>Every batch sequence makes every step longer, and so the time to the first token of whoever
 * comes next and all times between tokens. What may be added is bounded twice: by a share of the
 * SLO that is to be left free, and by how much longer a step may get at most.
 *
 * @param sloShare share of interactive bounds that may be used with batch work, from 0 to 1
 * @param stretch by how much a step may get longer than without batch work: 0.5 = half as long
 *     again; at least 0, infinite = as far as the SLO allows
 * @param reservedSlots slots of each worker that stay free for interactive work; at least 0
 */
public record ValleyGate(double sloShare, double stretch, int reservedSlots) {
    private static final double NANOS_PER_MILLI = 1e6;

    public ValleyGate {
        if (!(sloShare >= 0 && sloShare <= 1) || !(stretch >= 0) || reservedSlots < 0) {
            throw new IllegalArgumentException(
                    "a share of %s, a stretch of %s and %d slots; give a share from 0 to 1, the others 0 or more"
                            .formatted(sloShare, stretch, reservedSlots));
        }
    }

    /** Half of the SLO, steps at most a quarter longer, four slots. */
    public static ValleyGate usual() {
        return new ValleyGate(0.5, 0.25, 4);
    }

    /**
     * What a worker does, and what the next interactive request would be.
     *
     * @param time of its steps, as learned
     * @param interactive its next step without batch work
     * @param batchSequences that it runs already
     * @param freeSlots it has
     * @param interactiveWaiting requests that wait for a place anywhere
     * @param contextPerSequence tokens that a batch sequence attends to, on average
     * @param promptTokens of an interactive request, rather large than typical
     */
    public record View(
            StepTime time,
            StepContent interactive,
            int batchSequences,
            int freeSlots,
            int interactiveWaiting,
            long contextPerSequence,
            int promptTokens) {}

    /**
     * Batch sequences that may be started on this worker now.
     *
     * @param slo of interactive work
     * @return at least 0; 0 while interactive work waits or its prompts are being computed
     */
    public int room(View view, Slo slo) {
        int slots = view.freeSlots() - reservedSlots;
        if (view.interactiveWaiting() > 0 || view.interactive().prefillTokens() > 0 || slots <= 0) {
            return 0;
        }
        int low = 0;
        int high = slots;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (fits(view, slo, view.batchSequences() + middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean fits(View view, Slo slo, int batchSequences) {
        StepContent alone = view.interactive();
        double bare = view.time().nanos(alone);
        double step = view.time().nanos(with(alone, batchSequences, view.contextPerSequence(), 0));
        double first =
                view.time()
                        .nanos(
                                with(
                                        alone,
                                        batchSequences,
                                        view.contextPerSequence(),
                                        view.promptTokens()));
        // somebody who comes in the middle of a step waits for its end
        return step <= bare * (1 + stretch)
                && step <= sloShare * slo.itlMillis() * NANOS_PER_MILLI
                && step + first <= sloShare * slo.ttftMillis() * NANOS_PER_MILLI;
    }

    private static StepContent with(
            StepContent step, int sequences, long contextPerSequence, int promptTokens) {
        return new StepContent(
                step.decodeSequences() + sequences,
                step.prefillTokens() + promptTokens,
                step.kvTokens() + sequences * contextPerSequence,
                StepContent.pairs(promptTokens, 0));
    }
}
