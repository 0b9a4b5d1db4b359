package io.aifactory.inference.process;

import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.batching.WorkerLoad;
import io.aifactory.inference.batching.WorkerTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** The worker's figures for Prometheus: {@code aifactory_worker_…}. */
@Singleton
class WorkerMetrics {
    private static final String PREFIX = "aifactory.worker.";

    private final MeterRegistry registry;
    private final Timer steps;

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.steps =
                Timer.builder(PREFIX + "step")
                        .description("Duration of engine steps")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(10))
                        .register(registry);
    }

    /** Called on the device's thread. */
    void step(StepReport report) {
        steps.record(Duration.ofNanos(report.nanos()));
    }

    void observe(StepLoop loop) {
        gauge(loop, "running.sequences", "Sequences in KV slots", WorkerLoad::running);
        gauge(loop, "waiting.sequences", "Sequences without a slot", WorkerLoad::waiting);
        gauge(loop, "kv.tokens", "Tokens held in KV slots", WorkerLoad::heldTokens);
        total(loop, "steps", "Engine steps", WorkerTotals::steps);
        total(loop, "prefill.tokens", "Prompt tokens computed", WorkerTotals::prefillTokens);
        gauge(loop, "prefix.blocks", "Blocks kept in the prefix pool", WorkerLoad::keptBlocks);
        total(
                loop,
                "prefix.hit.tokens",
                "Prompt tokens copied from the prefix pool",
                WorkerTotals::restoredTokens);
        total(loop, "generated.tokens", "Tokens sampled", WorkerTotals::generatedTokens);
        total(
                loop,
                "joules",
                "Energy of the steps",
                totals -> StepEnergy.joules(totals.nanojoules()));
    }

    private void gauge(
            StepLoop loop, String name, String description, ToDoubleFunction<WorkerLoad> value) {
        Gauge.builder(PREFIX + name, loop, l -> value.applyAsDouble(l.load()))
                .description(description)
                .register(registry);
    }

    private void total(
            StepLoop loop, String name, String description, ToDoubleFunction<WorkerTotals> value) {
        FunctionCounter.builder(PREFIX + name, loop, l -> value.applyAsDouble(l.load().totals()))
                .description(description)
                .register(registry);
    }
}
