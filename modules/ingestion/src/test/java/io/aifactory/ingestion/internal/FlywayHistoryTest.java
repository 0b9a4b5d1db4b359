package io.aifactory.ingestion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class FlywayHistoryTest {
    @Inject DataSource database;

    @ConfigProperty(name = "quarkus.flyway.default-schema")
    Optional<String> schema;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void aSecondStartSucceedsForADatabaseUserWhoIsNamedLikeTheSchema() throws SQLException {
        // Given a database of a user whose name would put a schema of ours on the search path
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists of_ingestion");
            statement.execute("drop role if exists ingestion");
            statement.execute("create role ingestion superuser login password 'x'");
            statement.execute("create database of_ingestion owner ingestion");
        }

        // When
        int first = start();
        int second = start();

        // Then
        assertTrue(first > 0);
        assertEquals(0, second);
    }

    private int start() {
        FluentConfiguration flyway =
                Flyway.configure()
                        .dataSource(url.replaceFirst("/[^/]*$", "/of_ingestion"), "ingestion", "x");
        schema.ifPresent(flyway::defaultSchema);
        return flyway.load().migrate().migrationsExecuted;
    }
}
