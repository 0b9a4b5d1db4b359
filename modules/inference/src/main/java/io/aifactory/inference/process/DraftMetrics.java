package io.aifactory.inference.process;

import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.WorkerTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * Figures of guesses at next tokens, apart for where they came from: {@code look_up} or {@code
 * model}.
 */
final class DraftMetrics {
    private static final String DRAFTED = "drafted.tokens";
    private static final String ACCEPTED = "accepted.tokens";
    private static final String LOOK_UP = "look_up";
    private static final String MODEL = "model";
    private static final double NANOS = 1e9;

    private DraftMetrics() {}

    static void observe(StepLoop loop, MeterRegistry registry) {
        total(loop, DRAFTED, "Guesses at next tokens that steps checked", WorkerTotals::lookedUp)
                .tag("source", LOOK_UP)
                .register(registry);
        total(
                        loop,
                        DRAFTED,
                        "Guesses at next tokens that steps checked",
                        WorkerTotals::modelDrafted)
                .tag("source", MODEL)
                .register(registry);
        total(
                        loop,
                        ACCEPTED,
                        "Guesses at next tokens that were right",
                        WorkerTotals::lookedUpAccepted)
                .tag("source", LOOK_UP)
                .register(registry);
        total(loop, ACCEPTED, "Guesses at next tokens that were right", WorkerTotals::modelAccepted)
                .tag("source", MODEL)
                .register(registry);
        total(
                        loop,
                        "draft.model.seconds",
                        "Time that the draft model took",
                        totals -> totals.modelNanos() / NANOS)
                .register(registry);
    }

    private static FunctionCounter.Builder<StepLoop> total(
            StepLoop loop, String name, String description, ToDoubleFunction<WorkerTotals> value) {
        return FunctionCounter.builder(
                        WorkerMetrics.PREFIX + name,
                        loop,
                        l -> value.applyAsDouble(l.load().totals()))
                .description(description);
    }
}
