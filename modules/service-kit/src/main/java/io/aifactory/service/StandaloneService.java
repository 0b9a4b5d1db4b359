package io.aifactory.service;

import io.aifactory.postgres.EmbeddedPostgres;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;

/** Starts one service of the factory alone, with a database of its own where none is configured. */
public final class StandaloneService {
    /** Environment variable and, in lower case with dots, system property of an external server. */
    private static final String EXTERNAL_URL = "QUARKUS_DATASOURCE_JDBC_URL";

    private static final String EXTERNAL_URL_PROPERTY = "quarkus.datasource.jdbc.url";

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
        String home = System.getenv().getOrDefault("AIFACTORY_HOME", ".aifactory");
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(Path.of(home, service, "postgres"), 0)) {
            use(postgres);
            Quarkus.run(arguments);
        }
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
