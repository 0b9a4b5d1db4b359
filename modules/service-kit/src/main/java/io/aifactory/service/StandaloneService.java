package io.aifactory.service;

import io.aifactory.postgres.EmbeddedPostgres;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts one service of the factory alone, with a database of its own where none is configured. */
public final class StandaloneService {
    /** Environment variable and, in lower case with dots, system property of an external server. */
    private static final String EXTERNAL_URL = "QUARKUS_DATASOURCE_JDBC_URL";

    private static final String EXTERNAL_URL_PROPERTY = "quarkus.datasource.jdbc.url";

    private static final Duration STOP_TIME = Duration.ofSeconds(60);

    private StandaloneService() {}

    /**
     * Runs until the process is told to stop. The database lives in {@code
     * $AIFACTORY_HOME/<service>/postgres} (default home: {@code .aifactory} in the working
     * directory) and is stopped after the service.
     *
     * @param service name of the service, for example {@code registry}
     */
    public static void run(String service, String... arguments) {
        if (hasExternalDatabase()) {
            Quarkus.run(arguments);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        int status;
        try {
            awaitOnSignal(stopped);
            status = serve(service, arguments);
        } finally {
            stopped.countDown();
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int serve(String service, String... arguments) {
        String home = System.getenv().getOrDefault("AIFACTORY_HOME", ".aifactory");
        AtomicInteger exit = new AtomicInteger();
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(Path.of(home, service, "postgres"), 0)) {
            use(postgres);
            Class<? extends QuarkusApplication> noOwnLoop = null;
            // Without a handler of its own Quarkus ends the JVM here, and the database stays.
            Quarkus.run(
                    noOwnLoop,
                    (status, failure) -> {
                        exit.set(status);
                        if (failure != null) {
                            System.err.println(reason(service, failure));
                        }
                    },
                    arguments);
        }
        return exit.get();
    }

    /** One line: what fails before Quarkus has set up its log would be said nowhere else. */
    static String reason(String service, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return service + " did not start: " + (message == null ? root.toString() : message);
    }

    /** The JVM halts when its shutdown hooks are through; this one waits for the database. */
    private static void awaitOnSignal(CountDownLatch stopped) {
        Runnable wait =
                () -> {
                    try {
                        stopped.await(STOP_TIME.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(wait, "await-database-stop"));
    }

    /** Whether the user brings a PostgreSQL server; then none is started. */
    public static boolean hasExternalDatabase() {
        return System.getenv(EXTERNAL_URL) != null
                || System.getProperty(EXTERNAL_URL_PROPERTY) != null;
    }

    /** Makes this server the datasource of the application that is started next. */
    public static void use(EmbeddedPostgres postgres) {
        System.setProperty(EXTERNAL_URL_PROPERTY, postgres.jdbcUrl());
        System.setProperty("quarkus.datasource.username", postgres.username());
        System.setProperty("quarkus.datasource.password", postgres.password());
    }
}
