package io.aifactory.simulator.elastic;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.planning.WorkerPoint;
import io.aifactory.schedulercore.power.WorkerEnergy;

/**
 * What steps take and use.
 *
 * <p>A pace and a power cap are kept by pauses in which the device idles, as much as it takes for
 * the mean of step and pause to be the cap, or for the pace. That lower clocks would make a device
 * more efficient is not modelled, so what they save here is only that slower steps carry more
 * sequences each.
 *
 * @param time of a step without a cap; its fixed part is positive
 * @param energy of a step
 * @param tokensPerStep of prompts and decoded tokens together; at least 1
 */
public record ElasticEngine(StepTime time, WorkerEnergy energy, int tokensPerStep) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double LEAST_WATTS_ABOVE_IDLE = 1;

    /**
     * Qwen3-8B in bf16 on an H100: ITL 8.6 ms + 0.086 ms and 2.99 J + 0.070 J for each sequence,
     * fitted to the ML.ENERGY leaderboard (v3); 29.4 µs and 0.0203 J for each prompt token and 100
     * W idle are assumptions.
     */
    public static final ElasticEngine QWEN3_8B_ON_H100 =
            new ElasticEngine(
                    new StepTime(8.6e6, 0.086e6, 29.4e3, 0),
                    new WorkerEnergy(new EnergyLaw(2.99, 0.070, 0.0203), 100),
                    2_048);

    public ElasticEngine {
        if (!(time.stepNanos() > 0) || tokensPerStep < 1) {
            throw new IllegalArgumentException(
                    "a step takes time and has room for a token: %s, %d"
                            .formatted(time, tokensPerStep));
        }
    }

    /**
     * A step with its pause.
     *
     * @param nanos of both
     * @param watts mean of both
     */
    record Pace(double nanos, double watts) {}

    /** A step at a point; a cap at or below idle power is kept as well as it can be. */
    Pace pace(StepContent step, WorkerPoint point) {
        double busy = time.nanos(step);
        double idle = energy.idleWatts();
        double watts = energy.joules(step) / busy * NANOS_PER_SECOND;
        double nanos =
                step.prefillTokens() > 0
                        ? busy
                        : Math.max(busy, point.paceMillis() * NANOS_PER_MILLI);
        double mean = idle + (watts - idle) * busy / nanos;
        if (mean <= point.capWatts() || mean <= idle) {
            return new Pace(nanos, mean);
        }
        double above = Math.max(LEAST_WATTS_ABOVE_IDLE, point.capWatts() - idle);
        return new Pace(busy * (watts - idle) / above, idle + above);
    }
}
