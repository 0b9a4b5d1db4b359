package io.aifactory.scheduler.generation;

import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.workers.WorkerPool;
import io.aifactory.schedulercore.routing.DecisionRecord;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What sequences run on.
 *
 * @param decisions is told each routing decision
 * @param longestWait for a slot, at first and after a loss
 * @param requestTimeout of one attempt
 * @param nanoTime a monotonic clock
 */
public record GenerationPorts(
        Dispatcher dispatcher,
        WorkerPool workers,
        DecisionListener decisions,
        Duration longestWait,
        Duration requestTimeout,
        LongSupplier nanoTime) {
    /** Takes note of where a sequence went and why. */
    public interface DecisionListener {
        /**
         * @param sequence index within the request
         * @param attempt 0 for the first
         */
        void decided(String requestId, int sequence, int attempt, DecisionRecord decision);
    }
}
