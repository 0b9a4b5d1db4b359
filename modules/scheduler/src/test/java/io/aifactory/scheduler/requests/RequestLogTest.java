package io.aifactory.scheduler.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.scheduler.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RequestLogTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.123456Z");

    @Inject RequestStore store;
    @Inject DataSource database;
    private final String id = UUID.randomUUID().toString();

    @Test
    void appendingTwiceCountsOnce() throws SQLException {
        List<RequestRow> rows = List.of(queued(), running(), usage(), failed());

        store.append(rows);
        store.append(rows);

        assertEquals(List.of(queued(), running(), failed()), store.events(id));
        assertEquals(List.of("failed"), outcomes());
    }

    @Test
    void theStatesComeInTheirOrderEvenIfTheRowsAndTheClockDoNot() throws SQLException {
        var late = new RequestEvent(id, NOW.plusSeconds(9), RequestState.Name.QUEUED, "");
        store.append(List.of(failed()));
        store.append(List.of(late));
        store.append(List.of(running()));

        assertEquals(List.of(late, running(), failed()), store.events(id));
    }

    @Test
    void aBatchWhoseOutcomeIsUnknownIsWrittenAgainAndCountsOnce() throws Exception {
        // Given a connection that breaks right after the first commit
        AtomicInteger commits = new AtomicInteger();
        RequestLog log = new RequestLog(new RequestStore(breaking(commits)), Duration.ofMillis(1));
        log.add(queued());
        log.add(running());
        log.add(failed());
        log.add(usage());

        // When
        log.start();
        Await.until("it is written again", () -> commits.get() == 2);
        log.stop();

        // Then
        assertEquals(List.of(queued(), running(), failed()), store.events(id));
        assertEquals(List.of("failed"), outcomes());
    }

    @Test
    void anOrderlyStopWritesWhatIsLeft() throws Exception {
        // Given a log that would write in an hour
        RequestLog log = new RequestLog(store, Duration.ofHours(1));
        log.start();
        log.add(queued());
        log.add(running());

        // When
        log.stop();
        log.add(failed());
        log.add(usage());

        // Then what came before is there, and what came after too
        assertEquals(List.of(queued(), running(), failed()), store.events(id));
        assertEquals(List.of("failed"), outcomes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update scheduler.request_event set state = 'FINISHED'",
                "delete from scheduler.request_event",
                "truncate scheduler.request_event"
            })
    void whatHasHappenedCannotBeRewritten(String statement) throws SQLException {
        store.append(List.of(queued()));
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {

            SQLException refused = assertThrows(SQLException.class, () -> sql.execute(statement));

            assertTrue(String.valueOf(refused.getMessage()).contains("are never changed"));
        }
    }

    private RequestEvent queued() {
        return RequestEvent.of(id, NOW, RequestState.received());
    }

    private RequestEvent running() {
        return RequestEvent.of(id, NOW, new RequestState.Running("w1"));
    }

    private RequestEvent failed() {
        return RequestEvent.of(id, NOW, new RequestState.Failed(ErrorCode.WORKER_LOST));
    }

    private UsageRecord usage() {
        return new UsageRecord(
                id,
                NOW,
                "key",
                "m",
                "completions",
                new RequestState.Failed(ErrorCode.WORKER_LOST),
                1,
                0,
                2,
                3,
                true,
                4,
                "EUR",
                5,
                "w",
                6,
                7);
    }

    private List<String> outcomes() throws SQLException {
        try (Connection connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                "select string_agg(outcome, ',') from scheduler.usage"
                                        + " where request_id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                assertTrue(rows.next());
                return List.of(rows.getString(1).split(",", -1));
            }
        }
    }

    private DataSource breaking(AtomicInteger commits) {
        return proxy(
                DataSource.class,
                database,
                (method, result) ->
                        result instanceof Connection connection
                                ? proxy(
                                        Connection.class,
                                        connection,
                                        (called, answer) -> {
                                            if (called.equals("commit")
                                                    && commits.incrementAndGet() == 1) {
                                                throw new SQLException("broken");
                                            }
                                            return answer;
                                        })
                                : result);
    }

    private interface After {
        @Nullable Object answer(String method, @Nullable Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            try {
                                return after.answer(
                                        method.getName(), method.invoke(target, arguments));
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        }));
    }
}
