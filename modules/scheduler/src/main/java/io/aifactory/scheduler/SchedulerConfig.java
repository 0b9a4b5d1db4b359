package io.aifactory.scheduler;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the front door. */
@ConfigMapping(prefix = "aifactory.scheduler")
public interface SchedulerConfig {
    /** gRPC addresses {@code host:port} of workers, for a scheduler that runs alone. */
    Optional<List<String>> workers();

    /**
     * Which worker a sequence goes to: least-damage (by what is forecast to come of it, learned
     * from the workers' steps), least-loaded, round-robin, random or power-of-two.
     */
    @WithDefault("least-damage")
    String policy();

    /** Requests that may wait per model; the next one gets status 429. */
    @WithDefault("256")
    int queueCapacity();

    /** Longest wait for a slot; then status 429. */
    @WithDefault("60s")
    Duration longestWait();

    /** How often workers are asked for their load. */
    @WithDefault("250ms")
    Duration pollInterval();

    /** A worker that is silent for this long counts as lost. */
    @WithDefault("5s")
    Duration workerTimeout();

    /** How long a model without any worker stays on offer, so that a restart is only a pause. */
    @WithDefault("60s")
    Duration recoveryTimeout();

    /** Longest time of one request, from arrival to its last token. */
    @WithDefault("10m")
    Duration requestTimeout();

    /** Silence after which a stream sends a comment line; clients give up after 60 s. */
    @WithDefault("10s")
    Duration pingInterval();

    /** A client that takes nothing for this long is cut off. */
    @WithDefault("30s")
    Duration writeTimeout();

    /** Requests whose routing decisions are kept for explanation. */
    @WithDefault("1024")
    int decisionsKept();

    /** How often usage and events of requests are written to the database. */
    @WithDefault("1s")
    Duration usageInterval();

    /** What energy and machines cost. */
    Prices prices();

    /** Declared prices; the defaults and their sources stand in {@code EnergyPrices}. */
    interface Prices {
        /** ISO 4217 code. */
        @WithDefault("USD")
        String currency();

        /** Money per kilowatt-hour. */
        @WithDefault("0.13")
        double perKilowattHour();

        /** Money per hour of one worker's machine, electricity not included. */
        @WithDefault("0.096")
        double machinePerHour();

        /** Carbon intensity of the grid, in grams of CO2 per kilowatt-hour. */
        @WithDefault("473")
        double gramsCo2PerKilowattHour();

        /** Energy at the building's meter per energy at the machine; at least 1. */
        @WithDefault("1.0")
        double powerUsageEffectiveness();
    }
}
