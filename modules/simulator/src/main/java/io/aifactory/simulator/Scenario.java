package io.aifactory.simulator;

import io.aifactory.schedulercore.engine.EngineModel;
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
        int workers,
        int slots,
        int tokensPerStep,
        EngineModel engine,
        Duration ttft,
        Duration itl) {
    public Scenario {
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
                EngineModel.qwen3With8BillionOnH100(),
                Duration.ofSeconds(1),
                Duration.ofMillis(25));
    }
}
