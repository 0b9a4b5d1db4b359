package io.aifactory.scheduler.workers;

import io.aifactory.scheduler.SchedulerConfig;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ticks the worker pool while the service runs. */
@ApplicationScoped
public class WorkerPolling {
    private static final Logger LOG = Logger.getLogger(WorkerPolling.class);

    private final WorkerPool pool;
    private final SchedulerConfig config;
    private volatile Thread poller = Thread.ofVirtual().unstarted(() -> {});

    public WorkerPolling(WorkerPool pool, SchedulerConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Startup
    void start() {
        poller = Thread.ofVirtual().name("worker polling").start(this::pollUntilInterrupted);
    }

    @Shutdown
    void stop() {
        poller.interrupt();
        pool.close();
    }

    private void pollUntilInterrupted() {
        try {
            while (true) {
                try {
                    pool.tick();
                } catch (RuntimeException e) {
                    LOG.error("polling the workers failed", e);
                }
                TimeUnit.NANOSECONDS.sleep(config.pollInterval().toNanos());
            }
        } catch (InterruptedException e) {
            // The service stops.
        }
    }
}
