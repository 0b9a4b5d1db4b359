package io.aifactory.simulator;

import io.aifactory.economics.step.StepTime;
import java.time.Duration;

/**
 * A fleet and what is expected of it.
 *
 * @param workers equal workers
 * @param slots of each worker
 * @param tokensPerStep of each worker: decoded and prompt tokens together
 * @param engine how long steps take
 * @param ttft a request is good if its first token comes within this time
 * @param itl … and its mean time between tokens is at most this
 */
public record Scenario(
        int workers, int slots, int tokensPerStep, StepTime engine, Duration ttft, Duration itl) {
    /**
     * Qwen3-8B in bf16 on one H100: ITL = 8.6 ms + 0.086 ms per sequence, fitted to the ML.ENERGY
     * leaderboard (v3); 29.4 µs per prompt token is an assumption.
     */
    private static final StepTime QWEN3_8B_ON_H100 = new StepTime(8.6e6, 0.086e6, 29.4e3, 0);

    public Scenario {
        if (!(engine.stepNanos() > 0)) {
            throw new IllegalArgumentException("a step takes time: " + engine);
        }
        if (workers < 1 || slots < 1 || tokensPerStep < slots) {
            throw new IllegalArgumentException(
                    "a fleet has workers and slots, and a step has room for all slots");
        }
    }

    /** Qwen3-8B on H100s with 1 s to the first token and 25 ms between tokens. */
    public static Scenario h100s(int workers) {
        return new Scenario(
                workers,
                256,
                2_048,
                QWEN3_8B_ON_H100,
                Duration.ofSeconds(1),
                Duration.ofMillis(25));
    }
}
