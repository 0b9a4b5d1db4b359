package io.aifactory.factory.supervision.history;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.factory.supervision.WorkerChange;
import io.aifactory.factory.supervision.WorkerHistory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Writes the history of workers into the database, behind their supervision. */
@ApplicationScoped
class RecordedHistory implements WorkerHistory {
    private static final Logger LOG = Logger.getLogger(RecordedHistory.class);

    /** A worker that dies again and again leaves two changes each 30 s: half a day of that. */
    private static final int ROOM = 4_096;

    private static final Backoff RETRIES =
            Backoff.fresh(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

    private final WorkerRecords records;
    private final Clock clock = Clock.systemUTC();
    private final WriteBehind writes = new WriteBehind(ROOM, RETRIES, RecordedHistory::isRefused);

    RecordedHistory(WorkerRecords records) {
        this.records = records;
    }

    @Override
    public void record(WorkerChange change) {
        Instant at = now();
        writes.add(() -> records.save(change, at));
    }

    /** Before the first worker starts; see {@code Deployments.onStart}. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        Instant at = now();
        writes.add(() -> records.closeLeftOpen(at));
        writes.start();
    }

    /** After the last worker has ended; see {@code LiveWorkers.onShutdown}. */
    void onShutdown(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        if (!writes.close(CLOSE_TIME)) {
            LOG.warn("the end of the workers was not written in time; the next start closes it");
        }
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Bad data (SQLSTATE class 22) or a broken constraint (23) stay what they are. */
    static boolean isRefused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
