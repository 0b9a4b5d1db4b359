package io.aifactory.simulator.elastic;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.EnergyLaw;

/**
 * What steps take and use.
 *
 * <p>A power cap makes a step that would draw more last until it draws no more; the energy of a
 * step stays what it is. That devices become more efficient under a cap is not modelled, so no
 * saving by capping is claimed.
 *
 * @param time of a step without a cap; its fixed part is positive
 * @param energy of a step
 * @param tokensPerStep of prompts and decoded tokens together; at least 1
 */
public record ElasticEngine(StepTime time, EnergyLaw energy, int tokensPerStep) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Qwen3-8B in bf16 on an H100: ITL 8.6 ms + 0.086 ms and 2.99 J + 0.070 J for each sequence,
     * fitted to the ML.ENERGY leaderboard (v3); 29.4 µs and 0.0203 J for each prompt token and 100
     * W idle are assumptions.
     */
    public static final ElasticEngine QWEN3_8B_ON_H100 =
            new ElasticEngine(
                    new StepTime(8.6e6, 0.086e6, 29.4e3, 0),
                    new EnergyLaw(2.99, 0.070, 0.0203, 100, 0),
                    2_048);

    public ElasticEngine {
        if (!(time.stepNanos() > 0) || tokensPerStep < 1) {
            throw new IllegalArgumentException(
                    "a step takes time and has room for a token: %s, %d"
                            .formatted(time, tokensPerStep));
        }
    }

    /** Nanoseconds of a step under a cap. */
    double nanos(StepContent step, double capWatts) {
        return Math.max(time.nanos(step), energy.joules(step) / capWatts * NANOS_PER_SECOND);
    }
}
