package io.aifactory.schedulercore.power;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;

/**
 * How much a step may hold so that a device without a power cap stays within its watts: fewer
 * sequences and smaller pieces of prompts draw less. Both are admission: what does not fit waits.
 *
 * @param batch sequences that decode in a step; 0 = the worker must not run
 * @param prefillTokens of prompts beside them; 0 = no prompts
 */
public record StepLimits(int batch, int prefillTokens) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The largest batch that decodes within these watts, then the largest piece of prompts beside
     * it. A step's power is a ratio of two sums that grow with its content, so the highest of all
     * steps within the limits is at one of their corners, which are looked at.
     *
     * @param law whose error is added to what it expects
     * @param mostBatch that is worth having; at least 1
     * @param mostPrefill that is worth having; at least 0
     */
    public static StepLimits within(
            double watts, WorkerEnergy law, StepTime time, int mostBatch, int mostPrefill) {
        int batch = largest(mostBatch, b -> fits(watts, law, time, b, 0));
        if (batch == 0) {
            return new StepLimits(0, 0);
        }
        return new StepLimits(batch, largest(mostPrefill, p -> fits(watts, law, time, batch, p)));
    }

    private interface Fits {
        boolean test(int size);
    }

    private static boolean fits(
            double watts, WorkerEnergy law, StepTime time, int batch, int prefill) {
        return watts(law, time, 1, 0) <= watts
                && watts(law, time, batch, 0) <= watts
                && (prefill == 0
                        || (watts(law, time, batch, prefill) <= watts
                                && watts(law, time, 0, prefill) <= watts
                                && watts(law, time, 0, 1) <= watts
                                && watts(law, time, batch, 1) <= watts));
    }

    private static double watts(WorkerEnergy law, StepTime time, int batch, int prefill) {
        StepContent step = new StepContent(batch, prefill, 0);
        return law.mostJoules(step) / time.nanos(step) * NANOS_PER_SECOND;
    }

    /** The largest size from 0 to most that fits, if all smaller ones do; 0 otherwise. */
    private static int largest(int most, Fits fits) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (fits.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
