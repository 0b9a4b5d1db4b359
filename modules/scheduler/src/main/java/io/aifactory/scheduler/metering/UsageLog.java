package io.aifactory.scheduler.metering;

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
 * Writes usage behind the answers, in batches. While the database is away, rows wait in memory up
 * to a bound; an orderly stop writes what is left. A crash loses at most one interval.
 */
@ApplicationScoped
public class UsageLog {
    private static final Logger LOG = Logger.getLogger(UsageLog.class);
    private static final int BATCH = 500;
    private static final int WAITING_ROWS = 200_000;

    private final BlockingQueue<UsageRecord> waiting = new LinkedBlockingQueue<>(WAITING_ROWS);
    private final UsageStore store;
    private final Duration interval;
    private volatile boolean stopping;
    private volatile Thread writer = Thread.ofVirtual().unstarted(() -> {});

    @Inject
    public UsageLog(UsageStore store, SchedulerConfig config) {
        this(store, config.usageInterval());
    }

    UsageLog(UsageStore store, Duration interval) {
        this.store = store;
        this.interval = interval;
    }

    /** Blocks only while the service stops: then it writes at once. */
    public void add(UsageRecord usage) {
        if (stopping) {
            write(List.of(usage));
        } else if (!waiting.offer(usage)) {
            LOG.errorf("usage of request %s is lost: too many rows wait", usage.requestId());
        }
    }

    @Startup
    void start() {
        writer = Thread.ofVirtual().name("usage").start(this::writeUntilStopped);
    }

    @Shutdown
    void stop() throws InterruptedException {
        stopping = true;
        writer.interrupt();
        writer.join();
        while (!waiting.isEmpty()) {
            if (!write(nextBatch())) {
                LOG.errorf("%d rows of usage are lost: no database", waiting.size());
                return;
            }
        }
    }

    private void writeUntilStopped() {
        List<UsageRecord> batch = List.of();
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

    private List<UsageRecord> nextBatch() {
        List<UsageRecord> batch = new ArrayList<>();
        waiting.drainTo(batch, BATCH);
        return batch;
    }

    private boolean write(List<UsageRecord> batch) {
        try {
            store.append(batch);
            return true;
        } catch (SQLException e) {
            LOG.warnf("usage cannot be written yet: %s", e.getMessage());
            return false;
        }
    }
}
