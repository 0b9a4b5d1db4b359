package io.aifactory.factory.serve;

import io.aifactory.factory.home.FactoryHome;
import io.aifactory.factory.home.HomeLock;
import io.aifactory.factory.home.LogFiles;
import io.aifactory.factory.home.Ports;
import io.aifactory.postgres.EmbeddedPostgres;
import io.aifactory.service.StandaloneService;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the control plane in this process until it is told to stop. */
public final class ControlPlane {
    private static final Duration STOP_TIME = Duration.ofSeconds(60);

    /** Logs of workers of earlier starts that stay: each start of a worker has its own. */
    private static final int WORKER_LOGS = 50;

    private final FactoryHome home;
    private final Path distribution;
    private final OptionalInt port;

    /**
     * @param home state directory; made when absent
     * @param distribution what the build made: the folder with {@code factory/} and {@code engine/}
     * @param port HTTP port, 0 = any free one; empty = the usual one, or a free one where that is
     *     taken
     */
    public ControlPlane(FactoryHome home, Path distribution, OptionalInt port) {
        this.home = home;
        this.distribution = distribution.toAbsolutePath();
        this.port = port;
    }

    /**
     * Returns after the process was told to stop (SIGTERM or Ctrl-C) and everything has ended.
     *
     * @throws StartFailure if it cannot start; the message says why and what to do
     */
    public void run() {
        var finished = new CountDownLatch(1);
        awaitOnSignal(finished);
        try (HomeLock _ = acquire()) {
            LogFiles.prune(home, WORKER_LOGS);
            configure();
            if (StandaloneService.hasExternalDatabase()) {
                serve();
            } else {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home.postgres(), 0)) {
                    StandaloneService.use(postgres);
                    serve();
                }
            }
            Files.deleteIfExists(home.endpointFile());
        } catch (IOException e) {
            throw new StartFailure("cannot use " + home.root() + ": " + e.getMessage(), e);
        } finally {
            finished.countDown();
        }
    }

    private HomeLock acquire() throws IOException {
        Optional<HomeLock> lock = HomeLock.tryAcquire(home.create());
        return lock.orElseThrow(() ->
                new StartFailure(
                        "a factory already runs in "
                                + home.root()
                                + "; stop it first, or use another --home"));
    }

    private void configure() throws IOException {
        OptionalInt asked = port.isPresent() ? port : configured("quarkus.http.port");
        int http = asked.isPresent() ? Ports.orFree(asked.getAsInt()) : Ports.usualOrFree();
        if (!Ports.isFree(http)) {
            throw new StartFailure("port " + http + " is taken; choose another with --port");
        }
        Map.of(
                        "quarkus.http.port",
                        Integer.toString(http),
                        "quarkus.management.port",
                        Integer.toString(
                                Ports.orFree(configured("quarkus.management.port").orElse(0))),
                        "aifactory.storage.root",
                        home.storage().toString(),
                        "aifactory.ingestion.work-folder",
                        home.ingestion().toString(),
                        "aifactory.factory.home",
                        home.root().toString(),
                        "aifactory.factory.distribution",
                        distribution.toString())
                .forEach(System::setProperty);
        EngineSettings.of(home, distribution).forEach(System::setProperty);
    }

    /** A port that the user has set, as a system property or as an environment variable. */
    private static OptionalInt configured(String property) {
        String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
        String value = System.getProperty(property, System.getenv(variable));
        if (value == null || value.isBlank()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value.strip()));
        } catch (NumberFormatException e) {
            throw new StartFailure(variable + " is not a port: " + value, e);
        }
    }

    /** Blocks until the application has stopped. */
    private static void serve() {
        var failure = new AtomicReference<Throwable>();
        Class<? extends QuarkusApplication> noOwnLoop = null;
        Quarkus.run(
                noOwnLoop,
                (status, cause) -> {
                    if (cause != null) {
                        failure.set(cause);
                    }
                });
        Throwable cause = failure.get();
        if (cause != null) {
            cause.printStackTrace();
            throw new StartFailure(
                    "the control plane did not start: " + rootOf(cause).getMessage(), cause);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    /**
     * The JVM halts when its shutdown hooks are through; this one waits until the database, which
     * stops last, is down.
     */
    private static void awaitOnSignal(CountDownLatch finished) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        finished.await(STOP_TIME.toSeconds(), TimeUnit.SECONDS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "await-stop"));
    }
}
