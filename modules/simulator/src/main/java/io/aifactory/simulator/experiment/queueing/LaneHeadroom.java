package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.batchlane.LaneWorkers;
import io.aifactory.schedulercore.batchlane.ValleyGate;
import io.aifactory.schedulercore.routing.Slo;

/**
 * What batches can get: workers that interactive work leaves free, and how many sequences each of
 * them runs. The mean interactive load of each hour is known; single arrivals are not.
 *
 * @param peak interactive requests per second
 * @param workers of the fleet
 * @param free says how many of them the lane may have
 * @param gate of a worker
 * @param meanPrompt of a batch request
 * @param meanOutput of a batch request
 */
record LaneHeadroom(
        double peak,
        int workers,
        LaneWorkers free,
        ValleyGate gate,
        double meanPrompt,
        double meanOutput) {
    private static final Slo SLO = new Slo(1_000, 25);
    private static final StepContent NOTHING = new StepContent(0, 0, 0);

    /**
     * @param rate interactive requests per second
     */
    int free(double rate) {
        return free.free(workers, rate);
    }

    /** Batch sequences that a worker has room for. */
    int room(StepContent interactive, int batch) {
        return gate.room(
                new ValleyGate.View(Setups.LLAMA_8B, interactive, batch, 256 - batch, 0, 0, 1_024),
                SLO);
    }

    /** Output tokens that fit into each slot of the next day. */
    double[] slots(long fromMillis) {
        StepTime time = Setups.LLAMA_8B;
        int batch = room(NOTHING, 0);
        double step = time.nanos(new StepContent(batch, 0, 0));
        double prompts = batch * meanPrompt / meanOutput * time.prefillNanos();
        double perSecond = batch * 1e9 / (step + prompts);
        double[] slots = new double[Day.SLOTS];
        for (int i = 0; i < slots.length; i++) {
            long middle = fromMillis + i * Day.SLOT_MILLIS + Day.SLOT_MILLIS / 2;
            slots[i] = free(peak * Day.busy(middle)) * perSecond * Day.slotSeconds();
        }
        return slots;
    }
}
