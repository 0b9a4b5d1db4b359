package io.aifactory.service;

import io.aifactory.postgres.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL for {@code @QuarkusTest}: {@code @QuarkusTestResource(PostgresForTests.class)}.
 * It lives in {@code target/postgres-for-tests} of the module under test; each start begins with an
 * empty database, the unpacked programs are used again.
 */
public class PostgresForTests implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        EmbeddedPostgres started =
                EmbeddedPostgres.start(Path.of("target", "postgres-for-tests"), 0);
        postgres = started;
        EmptyDatabase.of(started);
        return Map.of(
                "quarkus.datasource.jdbc.url", started.jdbcUrl(),
                "quarkus.datasource.username", started.username(),
                "quarkus.datasource.password", started.password());
    }

    @Override
    public void stop() {
        if (postgres != null) {
            Objects.requireNonNull(postgres).close();
        }
    }
}
