package io.aifactory.registry.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry from before versions had states. */
@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class StateMigrationTest {
    private static final String OLD_REGISTRY =
            """
            insert into registry.model values ('old', 2, '2026-01-01T00:00:00Z');
            insert into registry.model_version
                (model, version, manifest, bytes, files, created_at)
            select 'old', n, 'sha256:' || repeat(n::text, 64), 1, 1,
                   timestamptz '2026-01-01T00:00:00Z' + n * interval '1 day'
            from generate_series(1, 2) as n;
            insert into registry.alias (model, name, version, moved_at)
            values ('old', 'champion', 2, '2026-01-03T00:00:00Z');
            insert into registry.event (model, kind, version, alias, occurred_at)
            values ('old', 'VERSION_REGISTERED', 1, null, '2026-01-02T00:00:00Z'),
                   ('old', 'ALIAS_MOVED', 2, 'champion', '2026-01-03T00:00:00Z');
            """;

    @Inject DataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void everyVersionThatExistsIsLiveSinceItsRegistrationAndHistoryIsKept() throws SQLException {
        // Given
        execute(
                database.getConnection(),
                "drop database if exists registry_before_states with (force)");
        execute(database.getConnection(), "create database registry_before_states");
        String before = url.replaceFirst("/[^/?]+(\\?|$)", "/registry_before_states$1");
        migrate(before, "3.1");
        execute(DriverManager.getConnection(before, user, password), OLD_REGISTRY);

        // When
        migrate(before, "3.2");

        // Then
        assertEquals(
                "1 LIVE 2026-01-02, 2 LIVE 2026-01-03",
                text(
                        before,
                        """
                        select string_agg(version || ' ' || state || ' '
                                   || to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD'),
                               ', ' order by version)
                        from registry.version_state join registry.model_version on id = version_id
                        """));
        assertEquals(
                "VERSION_REGISTERED, ALIAS_MOVED",
                text(before, "select string_agg(kind, ', ' order by id) from registry.event"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update registry.version_state set state = 'DELETED'",
                "insert into registry.version_state values (-1, 'LIVE', now())",
                "insert into registry.event (model, kind, version, occurred_at)"
                        + " select name, 'VERSION_LOST', 1, now() from registry.model",
                "insert into registry.event (model, kind, version, alias, occurred_at)"
                        + " select name, 'VERSION_ARCHIVED', 1, 'a', now() from registry.model",
                "insert into registry.event (model, kind, version, occurred_at)"
                        + " select name, 'ALIAS_REMOVED', 1, now() from registry.model"
            })
    void theSchemaRefusesWhatNoStateMeans(String statement) throws SQLException {
        execute(
                database.getConnection(),
                """
                insert into registry.model values ('states', 1, now()) on conflict do nothing;
                insert into registry.model_version
                    (model, version, manifest, bytes, files, created_at)
                values ('states', 1, 'sha256:' || repeat('9', 64), 1, 1, now())
                on conflict do nothing;
                insert into registry.version_state
                select id, 'LIVE', now() from registry.model_version where model = 'states'
                on conflict do nothing;
                """);

        SQLException e =
                assertThrows(
                        SQLException.class, () -> execute(database.getConnection(), statement));

        assertEquals("23", e.getSQLState().substring(0, 2), "integrity constraint violation");
    }

    private void migrate(String target, String version) {
        Flyway.configure()
                .dataSource(target, user, password)
                .locations("db/migration")
                .defaultSchema("public")
                .target(version)
                .load()
                .migrate();
    }

    private String text(String target, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(target, user, password);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection opened, String script) throws SQLException {
        try (opened;
                Statement sql = opened.createStatement()) {
            sql.execute(script);
        }
    }
}
