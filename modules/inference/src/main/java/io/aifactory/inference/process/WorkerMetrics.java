package io.aifactory.inference.process;

import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.batching.WorkerLoad;
import io.aifactory.inference.batching.WorkerTotals;
import io.aifactory.inference.tier.TierLoad;
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
    static final String PREFIX = "aifactory.worker.";

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
        gauge(
                loop,
                "most.sequences",
                "Sequences that may have KV slots at once now",
                WorkerLoad::mostRunning);
        gauge(loop, "waiting.sequences", "Sequences without a slot", WorkerLoad::waiting);
        gauge(loop, "kv.tokens", "Tokens held in KV slots", WorkerLoad::heldTokens);
        total(loop, "steps", "Engine steps", WorkerTotals::steps);
        total(
                loop,
                "ahead.steps",
                "Engine steps begun before the tokens of the step before were known",
                WorkerTotals::stepsAhead);
        total(
                loop,
                "wasted.rows",
                "Parts of those steps for sequences that were over by then",
                WorkerTotals::wastedRows);
        total(loop, "prefill.tokens", "Prompt tokens computed", WorkerTotals::prefillTokens);
        kept(loop, "prefix.blocks", "Blocks kept in the prefix pool", TierLoad::poolBlocks);
        kept(loop, "host.blocks", "Blocks kept in host memory", TierLoad::hostBlocks);
        kept(loop, "disk.blocks", "Blocks kept on the disk", TierLoad::diskBlocks);
        kept(
                loop,
                "host.bytes",
                "Host memory that kept blocks take",
                kept -> (double) kept.hostBlocks() * kept.blockBytes());
        kept(
                loop,
                "disk.bytes",
                "Bytes of the disk that kept blocks take",
                kept -> (double) kept.diskBlocks() * kept.blockBytes());
        FunctionCounter.builder(PREFIX + "disk.failures", loop, l -> l.load().kept().diskFailures())
                .description("Blocks that the disk did not take or give back")
                .register(registry);
        total(
                loop,
                "host.hit.tokens",
                "Prompt tokens that came from host memory",
                WorkerTotals::hostTokens);
        total(
                loop,
                "disk.hit.tokens",
                "Prompt tokens that came from the disk",
                WorkerTotals::diskTokens);
        total(
                loop,
                "prefix.hit.tokens",
                "Prompt tokens copied from the prefix pool, whichever tier they came from",
                WorkerTotals::restoredTokens);
        total(
                loop,
                "preemptions",
                "Sequences that lost their slots to more urgent ones",
                WorkerTotals::preemptions);
        total(loop, "generated.tokens", "Tokens generated", WorkerTotals::generatedTokens);
        DraftMetrics.observe(loop, registry);
        gauge(
                loop,
                "native.handles",
                "Tensors and lists that the native side keeps for the model",
                load -> load.vitals().nativeHandles());
        FunctionCounter.builder(
                        PREFIX + "graph.seconds", loop, l -> l.load().vitals().graphNanos() * 1e-9)
                .description("Time that steps spent inside the model's graph")
                .register(registry);
        total(
                loop,
                "joules",
                "Energy of the steps",
                totals -> StepEnergy.joules(totals.nanojoules()));
    }

    private void kept(
            StepLoop loop, String name, String description, ToDoubleFunction<TierLoad> value) {
        gauge(loop, name, description, load -> value.applyAsDouble(load.kept()));
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
