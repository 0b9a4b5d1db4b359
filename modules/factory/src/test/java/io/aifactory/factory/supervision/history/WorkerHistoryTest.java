package io.aifactory.factory.supervision.history;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.ReplicaSpec;
import io.aifactory.factory.supervision.WorkerChange;
import io.aifactory.factory.supervision.WorkerHistory;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class WorkerHistoryTest {
    private static final Digest MANIFEST = Digest.of(new byte[0]);
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Inject WorkerHistory history;
    @Inject WorkerRecords records;
    @Inject DataSource database;

    @Test
    void theApiShowsTheLossAndTheReturnOfAWorkerTheNewestFirst() throws InterruptedException {
        // Given a worker that was lost, came back and was stopped
        var workers = new FakeWorkers();
        var changed = new Semaphore(0);
        var replica =
                workers.replicas(history)
                        .replica("lost-1", new ReplicaSpec("lost", MANIFEST, 4), changed::release);
        replica.start();
        assertTrue(changed.tryAcquire(1, 20, TimeUnit.SECONDS));
        workers.processes().getFirst().die();
        assertTrue(changed.tryAcquire(3, 20, TimeUnit.SECONDS));
        replica.stop();

        // When
        awaitEvents("lost-1", 6);

        // Then
        given().get("/api/v1/workers/lost-1/events")
                .then()
                .statusCode(200)
                .body(
                        "state",
                        contains("STOPPED", "READY", "STARTING", "RESTARTING", "READY", "STARTING"))
                .body("[3].detail", equalTo("it died"))
                .body("[3].workerId", equalTo("lost-1-1"))
                .body("[2].workerId", equalTo("lost-1-2"))
                .body("at", everyItem(containsString("T")));
    }

    @Test
    void aPageIsBoundedAndTheNextOneLiesBeforeIt() {
        for (int restarts = 0; restarts < 3; restarts++) {
            records.save(change("page-1", "READY", "", restarts), THEN.plusSeconds(restarts));
        }
        List<WorkerEvent> all = records.events("page-1", Long.MAX_VALUE, 1_000);

        given().get("/api/v1/workers/page-1/events?limit=2&before=" + all.getFirst().id())
                .then()
                .statusCode(200)
                .body("at", contains("2026-01-02T03:04:06.678901Z", "2026-01-02T03:04:05.678901Z"));
        given().get("/api/v1/workers/page-1/events?limit=1001")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("limit"));
    }

    @Test
    void anUnknownWorkerIsAProblem() {
        given().get("/api/v1/workers/nobody/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"))
                .body("detail", containsString("'nobody'"));
    }

    @Test
    void theRowSaysWhereTheWorkerIsNow() throws SQLException {
        records.save(change("row-1", "READY", "", 0), THEN);
        records.save(change("row-1", "RESTARTING", "a\0b", 1), THEN.plusSeconds(1));

        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement();
                ResultSet row =
                        sql.executeQuery(
                                "select concat_ws('|', deployment, manifest, worker_id, state,"
                                        + " reason, pid, restarts)"
                                        + " from factory.worker where id = 'row-1'")) {
            assertTrue(row.next());
            assertEquals("m|" + MANIFEST.value() + "|row-1-1|RESTARTING|a b|7|1", row.getString(1));
        }
    }

    @Test
    void aChangeThatIsWrittenTwiceLeavesOneEvent() {
        records.save(change("twice-1", "READY", "", 0), THEN);
        records.save(change("twice-1", "READY", "", 0), THEN);

        assertEquals(1, records.events("twice-1", Long.MAX_VALUE, 10).size());
    }

    @Test
    void theNextStartClosesWhatAKilledControlPlaneLeftOpenAndNothingElse() {
        // Given
        records.save(change("open-1", "READY", "", 0), THEN);
        records.save(change("failed-1", "FAILED", "no memory", 0), THEN);
        records.save(change("stopped-1", "STOPPED", "", 0), THEN);

        // When the first thing a start does is done twice
        Instant start = THEN.plusSeconds(60);
        records.closeLeftOpen(start);
        records.closeLeftOpen(start.plusSeconds(1));

        // Then
        List<WorkerEvent> open = records.events("open-1", Long.MAX_VALUE, 10);
        assertEquals(2, open.size());
        assertEquals(
                new WorkerEvent(
                        open.getFirst().id(),
                        start,
                        "STOPPED",
                        "open-1-1",
                        "the control plane had ended"),
                open.getFirst());
        assertEquals(1, records.events("failed-1", Long.MAX_VALUE, 10).size());
        assertEquals(1, records.events("stopped-1", Long.MAX_VALUE, 10).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update factory.worker_event set state = 'READY'",
                "delete from factory.worker_event",
                "truncate factory.worker_event"
            })
    void whatHasHappenedCannotBeRewritten(String statement) throws SQLException {
        records.save(change("fixed-1", "READY", "", 0), THEN);
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {

            SQLException refused = assertThrows(SQLException.class, () -> sql.execute(statement));

            assertTrue(String.valueOf(refused.getMessage()).contains("are never changed"));
        }
    }

    private static WorkerChange change(String replica, String state, String reason, int restarts) {
        return new WorkerChange(
                replica,
                "m",
                MANIFEST,
                replica + "-1",
                state,
                reason,
                OptionalLong.of(7),
                restarts);
    }

    private void awaitEvents(String replica, int count) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (records.events(replica, Long.MAX_VALUE, 100).size() < count) {
            assertTrue(System.nanoTime() < deadline, "the events were never written");
            LockSupport.parkNanos(2_000_000);
        }
    }
}
