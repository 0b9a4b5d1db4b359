package io.aifactory.scheduler;

import io.aifactory.contracts.worker.WorkerDirectory;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.scheduler.decisions.DecisionLog;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.dispatch.PolicyNames;
import io.aifactory.scheduler.generation.GenerationPorts;
import io.aifactory.scheduler.metering.RequestMeter;
import io.aifactory.scheduler.metering.ThroughputWindow;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.scheduler.requests.RequestLog;
import io.aifactory.scheduler.workers.ConfiguredWorkers;
import io.aifactory.scheduler.workers.WorkerPool;
import io.aifactory.tokenization.TokenizerJson;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;

/** Puts the parts together. The factory replaces the directory and may replace the prices. */
@ApplicationScoped
public class SchedulerBeans {
    private final SchedulerConfig config;

    public SchedulerBeans(SchedulerConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    @DefaultBean
    WorkerDirectory directory() {
        return new ConfiguredWorkers(config.workers().orElse(List.of()));
    }

    @Produces
    @Singleton
    @DefaultBean
    CostModel costs() {
        SchedulerConfig.Prices prices = config.prices();
        return new CostModel(
                new EnergyPrices(
                        prices.currency(),
                        prices.perKilowattHour(),
                        prices.gramsCo2PerKilowattHour(),
                        prices.powerUsageEffectiveness()),
                prices.machinePerHour());
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(CostModel costs, DecisionLog decisions) {
        return new Dispatcher(
                PolicyNames.named(
                        config.policy(), costs, decisions::completed, new SplittableRandom()),
                config.queueCapacity(),
                System::nanoTime);
    }

    @Produces
    @Singleton
    ModelCatalog catalog(WorkerDirectory directory, Dispatcher dispatcher, MeterRegistry metrics) {
        return new ModelCatalog(
                TokenizerJson::read,
                directory::expects,
                config.recoveryTimeout(),
                Clock.systemUTC(),
                System::nanoTime,
                model ->
                        Gauge.builder("aifactory.scheduler.queued", () -> dispatcher.queued(model))
                                .tag("model", model)
                                .register(metrics));
    }

    @Produces
    @Singleton
    WorkerPool workers(WorkerDirectory directory, Dispatcher dispatcher, ModelCatalog catalog) {
        return new WorkerPool(directory, dispatcher, catalog, config.workerTimeout());
    }

    @Produces
    @Singleton
    DecisionLog decisions() {
        return new DecisionLog(config.decisionsKept(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    ThroughputWindow throughput() {
        return new ThroughputWindow(System::nanoTime);
    }

    @Produces
    @Singleton
    RequestMeter meter(RequestLog log, MeterRegistry metrics, CostModel costs) {
        return new RequestMeter(log, metrics, costs, Clock.systemUTC());
    }

    @Produces
    @Singleton
    GenerationPorts ports(Dispatcher dispatcher, WorkerPool workers, DecisionLog decisions) {
        return new GenerationPorts(
                dispatcher,
                workers,
                decisions,
                config.longestWait(),
                config.requestTimeout(),
                System::nanoTime);
    }
}
