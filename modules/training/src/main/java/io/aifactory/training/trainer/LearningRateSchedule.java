package io.aifactory.training.trainer;

import io.aifactory.training.spec.OptimizerSpec;

/**
 * Linear warm-up, then half a cosine down to the final rate at the last step (Loshchilov and
 * Hutter, "SGDR", ICLR 2017, with the warm-up as in nanoGPT).
 *
 * @param peak rate after the warm-up
 * @param last rate of the last step
 * @param warmupSteps steps of warm-up
 * @param steps all steps, warm-up included
 */
record LearningRateSchedule(double peak, double last, int warmupSteps, int steps) {
    static LearningRateSchedule of(OptimizerSpec optimizer, int steps) {
        return new LearningRateSchedule(
                optimizer.learningRate(),
                optimizer.finalLearningRate(),
                optimizer.warmupSteps(),
                steps);
    }

    /**
     * The rate of a step.
     *
     * @param step 0 for the first
     */
    double at(long step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / (warmupSteps + 1);
        }
        long falling = Math.max(1, steps - 1L - warmupSteps);
        double done = Math.min(1, (double) (step - warmupSteps) / falling);
        return last + 0.5 * (1 + Math.cos(Math.PI * done)) * (peak - last);
    }
}
