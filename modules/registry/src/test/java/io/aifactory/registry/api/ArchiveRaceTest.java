package io.aifactory.registry.api;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.registry.TinyModel;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * An archive and an alias move of one version that are under way together. The test holds the lock
 * on the model's row until both wait for it; PostgreSQL grants it in the order in which they came.
 */
@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class ArchiveRaceTest {
    private static final String MODELS = "/api/v1/models/";
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    @Inject BlobStore store;
    @Inject DataSource database;

    @Test
    void theArchiveThatCameFirstWinsAndTheAliasIsRefused() throws Exception {
        register("archive-first");

        List<Response> answers =
                inThisOrder(
                        "archive-first",
                        () -> archive("archive-first"),
                        () -> alias("archive-first"));

        assertEquals(List.of(200, 409), statuses(answers));
        assertEquals("conflict", answers.get(1).path("code"));
        assertEquals("ARCHIVED", answers.get(0).path("state"));
        assertEquals(List.of("VERSION_ARCHIVED", "VERSION_REGISTERED"), events("archive-first"));
    }

    @Test
    void theAliasThatCameFirstWinsAndTheArchiveIsRefused() throws Exception {
        register("alias-first");

        List<Response> answers =
                inThisOrder(
                        "alias-first", () -> alias("alias-first"), () -> archive("alias-first"));

        assertEquals(List.of(200, 409), statuses(answers));
        assertEquals("conflict", answers.get(1).path("code"));
        assertEquals("LIVE", answers.get(0).path("state"));
        assertEquals(List.of("ALIAS_MOVED", "VERSION_REGISTERED"), events("alias-first"));
    }

    @Test
    void ofTwoArchivesOneLeavesAnEventAndBothSucceed() throws Exception {
        register("archive-twice");

        List<Response> answers =
                inThisOrder(
                        "archive-twice",
                        () -> archive("archive-twice"),
                        () -> archive("archive-twice"));

        assertEquals(List.of(200, 200), statuses(answers));
        assertEquals(List.of("VERSION_ARCHIVED", "VERSION_REGISTERED"), events("archive-twice"));
    }

    /** Answers of two requests that get the model's lock in this order. */
    private List<Response> inThisOrder(
            String model, Callable<Response> first, Callable<Response> second) throws Exception {
        try (Connection holder = database.getConnection();
                Statement sql = holder.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            sql.execute("select 1 from registry.model where name = '" + model + "' for update");
            try {
                Future<Response> one = threads.submit(first);
                awaitWaiting(1);
                Future<Response> two = threads.submit(second);
                awaitWaiting(2);
                holder.commit();
                return List.of(one.get(), two.get());
            } finally {
                holder.rollback(); // else the requests would wait for ever
            }
        }
    }

    private void awaitWaiting(int sessions) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (waiting() < sessions) {
            assertTrue(System.nanoTime() < deadline, "no request waits for the lock");
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private int waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet rows =
                        sql.executeQuery(
                                "select count(*) from pg_stat_activity"
                                        + " where wait_event_type = 'Lock'"
                                        + " and datname = current_database()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void register(String model) {
        given().contentType("application/json")
                .body(Map.of("manifest", new TinyModel(1).publish(store).value()))
                .post(MODELS + model + "/versions")
                .then()
                .statusCode(201);
    }

    private static Response archive(String model) {
        return given().post(MODELS + model + "/versions/1/archive");
    }

    private static Response alias(String model) {
        return given().contentType("application/json")
                .body(Map.of("version", 1))
                .put(MODELS + model + "/aliases/champion");
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).toList();
    }

    private static List<String> events(String model) {
        return given().get(MODELS + model + "/events").path("kind");
    }
}
