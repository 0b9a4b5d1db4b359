package io.aifactory.factory;

import io.aifactory.factory.home.FactoryHome;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set of the factory itself. */
@ConfigMapping(prefix = "aifactory.factory")
public interface FactoryConfig {
    /** State directory: database, blobs, logs, reports. */
    @WithDefault(".aifactory")
    Path home();

    /** What the build made: the folder that holds {@code factory/} and {@code engine/}. */
    @WithDefault("target/distribution")
    Path distribution();

    Workers worker();

    default FactoryHome factoryHome() {
        return new FactoryHome(home());
    }

    /** Inference worker processes. */
    interface Workers {
        /**
         * Devices that workers are given, in the order in which they are filled: {@code cpu},
         * {@code cuda:<index>} as {@code nvidia-smi} numbers them, {@code cuda} (every CUDA
         * device), or {@code auto} (every CUDA device, or the processor where there is none). Each
         * worker gets one; those of a deployment are spread over them, and more workers than
         * devices share them. Where absent, every worker computes where {@code
         * aifactory.inference.device} says.
         */
        Optional<List<String>> devices();

        /** Java heap of one worker, as the JVM takes it; tensors lie outside of it. */
        @WithDefault("384m")
        String heap();

        /** Time between two health checks of a worker. */
        @WithDefault("1s")
        Duration checkEvery();

        /** A worker that does not answer a health check within this time is unwell. */
        @WithDefault("2s")
        Duration checkTimeout();

        /** So many failed health checks in a row, and the worker is replaced. */
        @WithDefault("5")
        int failuresAllowed();

        /**
         * A starting worker that is not ready within this time is replaced. It reads every byte of
         * the model twice before it is.
         */
        @WithDefault("5m")
        Duration startTimeout();

        /** Wait before the first restart; doubles with each further one. */
        @WithDefault("200ms")
        Duration backoff();

        /** Upper bound of the wait before a restart. */
        @WithDefault("30s")
        Duration backoffLimit();

        /**
         * How long a worker that is stopped may finish what it generates. {@code ./aifactory stop}
         * waits 45 s for the whole factory, so not more than 30 s.
         */
        @WithDefault("20s")
        Duration drainLimit();
    }
}
