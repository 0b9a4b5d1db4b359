package io.aifactory.training.runner;

import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.store.JobRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Meters of training: {@code aifactory.training.steps} (steps taken, repeated ones included),
 * {@code aifactory.training.jobs.ended} by {@code state}, and of the job at work {@code
 * aifactory.training.loss} and {@code aifactory.training.tokens.per.second}; not a number while no
 * job is at work.
 */
@ApplicationScoped
public class JobMeters {
    private static final Figures NONE = new Figures(Double.NaN, Double.NaN);

    private final MeterRegistry registry;
    private final Counter steps;
    private final AtomicReference<Figures> latest = new AtomicReference<>(NONE);

    private record Figures(double loss, double tokensPerSecond) {}

    JobMeters(MeterRegistry registry) {
        this.registry = registry;
        this.steps = registry.counter("aifactory.training.steps");
        registry.gauge("aifactory.training.loss", latest, figures -> figures.get().loss());
        registry.gauge(
                "aifactory.training.tokens.per.second",
                latest,
                figures -> figures.get().tokensPerSecond());
    }

    void observe(JobRecord job, List<TrainerEvent> events) {
        for (TrainerEvent event : events) {
            if (event instanceof TrainerEvent.Step step) {
                steps.increment();
                latest.set(new Figures(step.loss(), step.tokensPerSecond()));
            }
        }
        if (job.state().name().terminal()) {
            latest.set(NONE);
            if (events.isEmpty()) {
                registry.counter(
                                "aifactory.training.jobs.ended", "state", job.state().name().name())
                        .increment();
            }
        }
    }
}
