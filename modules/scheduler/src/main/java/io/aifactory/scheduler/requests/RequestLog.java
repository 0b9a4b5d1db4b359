package io.aifactory.scheduler.requests;

import io.aifactory.scheduler.SchedulerConfig;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes usage and events of requests behind the answers, in batches. While the database is away,
 * rows wait in memory up to a bound; an orderly stop writes what is left. When the process is
 * killed, the rows of up to one interval are lost, and a request that was in flight has no usage
 * and no last event: its events then end with {@code QUEUED} or {@code RUNNING}, and nobody
 * completes them later.
 */
@ApplicationScoped
public class RequestLog {
    private static final Logger LOG = Logger.getLogger(RequestLog.class);
    private static final int BATCH = 500;

    /** A request has at most four: three events and its usage. */
    private static final int WAITING_ROWS = 200_000;

    private final BlockingQueue<RequestRow> waiting = new LinkedBlockingQueue<>(WAITING_ROWS);
    private final RequestStore store;
    private final Duration interval;
    private volatile boolean stopping;
    private volatile Thread writer = Thread.ofVirtual().unstarted(() -> {});

    @Inject
    public RequestLog(RequestStore store, SchedulerConfig config) {
        this(store, config.usageInterval());
    }

    RequestLog(RequestStore store, Duration interval) {
        this.store = store;
        this.interval = interval;
    }

    /** Blocks only while the service stops: then it writes at once. */
    public void add(RequestRow row) {
        if (stopping) {
            write(List.of(row));
        } else if (!waiting.offer(row)) {
            LOG.errorf("a row of request %s is lost: too many rows wait", row.requestId());
        }
    }

    @Startup
    void start() {
        writer = Thread.ofVirtual().name("requests").start(this::writeUntilStopped);
    }

    @Shutdown
    void stop() throws InterruptedException {
        stopping = true;
        writer.interrupt();
        writer.join();
        while (!waiting.isEmpty()) {
            if (!write(nextBatch())) {
                LOG.errorf("%d rows of requests are lost: no database", waiting.size());
                return;
            }
        }
    }

    private void writeUntilStopped() {
        List<RequestRow> batch = List.of();
        while (!stopping) {
            try {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                if (batch.isEmpty()) {
                    batch = nextBatch();
                }
                while (!batch.isEmpty() && write(batch)) {
                    batch = nextBatch();
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        waiting.addAll(batch);
    }

    private List<RequestRow> nextBatch() {
        List<RequestRow> batch = new ArrayList<>();
        waiting.drainTo(batch, BATCH);
        return batch;
    }

    private boolean write(List<RequestRow> batch) {
        try {
            store.append(batch);
            return true;
        } catch (SQLException e) {
            LOG.warnf("usage and events of requests cannot be written yet: %s", e.getMessage());
            return false;
        }
    }
}
