package io.aifactory.training;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the training service. */
@ConfigMapping(prefix = "aifactory.training")
public interface TrainingConfig {
    /** Folder of attempts and checkpoints, relative to the working directory if not absolute. */
    @WithDefault(".aifactory/training")
    Path workFolder();

    /**
     * Base address of a registry deployed apart, for example {@code http://host:8080}. Not needed
     * where the registry runs in the same process. Without either, a job ends with the digest of
     * its model manifest.
     */
    Optional<URI> registryUrl();

    /** How often the trainer's events are looked for. */
    @WithDefault("100ms")
    Duration pollInterval();

    /** How long a trainer may take to stop by itself before it is killed. */
    @WithDefault("300ms")
    Duration stopGrace();

    Trainer trainer();

    Retry retry();

    Power power();

    Defaults defaults();

    /** The trainer process. */
    interface Trainer {
        /** The {@code java} program; by default the one that runs this process. */
        Optional<Path> java();

        /** Class path of the trainer; by default the one of this process. */
        Optional<String> classPath();

        /** Main class of the trainer. */
        @WithDefault("io.aifactory.training.trainer.TrainerMain")
        String mainClass();

        /** Java heap of the trainer; weights and moments lie outside it. */
        @WithDefault("512M")
        MemorySize heap();

        /** Threads of one operation; 0 = the processors of the machine. */
        @WithDefault("0")
        int threads();
    }

    /** What happens when a trainer dies, or its model cannot be published. */
    interface Retry {
        /** Attempts that may die one after the other without a new checkpoint in between. */
        @WithDefault("4")
        int mostDeaths();

        /** Delay before the next attempt or try; above 0, doubles with each death or failure. */
        @WithDefault("1s")
        Duration firstDelay();

        /** Upper bound of the delay; above 0. */
        @WithDefault("60s")
        Duration longestDelay();

        /**
         * How long a trained model is offered again while storage or registry are not available:
         * the waits between the tries together, after which the job fails.
         */
        @WithDefault("10m")
        Duration publishFor();
    }

    /** Declared power, for machines without a readable meter; figures are then estimated. */
    interface Power {
        /** Watts while nothing runs; by default 0.74 for each processor. */
        Optional<Double> idleWatts();

        /** Watts that each busy core adds; by default 2.76. */
        Optional<Double> wattsPerBusyCore();
    }

    /**
     * What a job gets that does not say otherwise: a model that two cores train on a few megabytes
     * of text in about three minutes.
     */
    interface Defaults {
        /** Width of the residual stream. */
        @WithDefault("128")
        int hidden();

        /** Width of the feed-forward layer. */
        @WithDefault("352")
        int intermediate();

        /** Blocks. */
        @WithDefault("4")
        int layers();

        /** Query heads. */
        @WithDefault("4")
        int heads();

        /** Key/value heads. */
        @WithDefault("2")
        int keyValueHeads();

        /** Tokens of a window. */
        @WithDefault("256")
        int contextTokens();

        /** Optimiser steps. */
        @WithDefault("2400")
        int steps();

        /** Windows of one step. */
        @WithDefault("2")
        int batchRows();

        /** Learning rate after the warm-up. */
        @WithDefault("0.003")
        double learningRate();

        /** Learning rate of the last step, as part of {@link #learningRate}. */
        @WithDefault("0.05")
        double finalLearningRateShare();

        /** Steps of warm-up. */
        @WithDefault("100")
        int warmupSteps();

        /** Seed of weights and data order. */
        @WithDefault("1")
        long seed();

        /** Steps between two evaluations. */
        @WithDefault("600")
        int evaluateEvery();

        /** Held-out tokens that are evaluated at most. */
        @WithDefault("65536")
        int evaluationTokens();

        /** Steps between two checkpoints. */
        @WithDefault("600")
        int checkpointEvery();
    }
}
