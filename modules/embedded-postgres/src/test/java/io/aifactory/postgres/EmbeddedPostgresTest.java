package io.aifactory.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir Path directory;

    @Test
    void committedRowsSurviveAKillAndTheNextStart() throws Exception {
        // Given a row that was committed
        EmbeddedPostgres first = EmbeddedPostgres.start(directory, 0);
        execute(first, "create table kept(value int)");
        execute(first, "insert into kept values (42)");

        // When the server is killed, not stopped
        ProcessHandle server = ProcessHandle.of(first.pid()).orElseThrow();
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        server.onExit().join();

        // Then the next start recovers it
        try (EmbeddedPostgres second = EmbeddedPostgres.start(directory, 0)) {
            assertEquals(Optional.of("42"), query(second, "select value from kept"));
            assertEquals(Optional.of("on"), query(second, "show fsync"));
            assertEquals(Optional.of("on"), query(second, "show synchronous_commit"));
        }
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsReplaced() throws Exception {
        EmbeddedPostgres orphan = EmbeddedPostgres.start(directory, 0);
        execute(orphan, "create table kept(value int)");

        try (EmbeddedPostgres next = EmbeddedPostgres.start(directory, 0)) {
            assertFalse(ProcessHandle.of(orphan.pid()).map(ProcessHandle::isAlive).orElse(false));
            assertEquals(Optional.of("0"), query(next, "select count(*) from kept"));
        }
    }

    @Test
    void onlyThePasswordOpensTheDoorAndOnlyItsOwnerReadsIt() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            assertThrows(
                    SQLException.class,
                    () ->
                            DriverManager.getConnection(
                                            postgres.jdbcUrl(), postgres.username(), "wrong")
                                    .close());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("password"))));
        }
    }

    @Test
    void anUnpackingThatWasInterruptedIsDoneAgain() throws Exception {
        Files.createDirectories(directory.resolve("runtime/bin"));
        Files.writeString(directory.resolve("runtime/bin/postgres"), "half");

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
            assertTrue(query(postgres, "select version()").orElse("").startsWith("PostgreSQL 18"));
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Optional<String> query(EmbeddedPostgres postgres, String sql)
            throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
