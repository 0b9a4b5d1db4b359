package io.aifactory.training.runner;

import io.aifactory.training.TrainingConfig;
import io.aifactory.training.jobs.AttemptEnd;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.store.AttemptRecord;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.store.JobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Works on one job at a time, from the start of the application to its end. */
@ApplicationScoped
public class JobQueue {
    private static final Logger LOG = Logger.getLogger(JobQueue.class);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration AFTER_DEFECT = Duration.ofSeconds(5);

    private final JobStore store;
    private final JobRunner runner;
    private final AttemptRunner attempts;
    private final TrainingConfig config;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean open;
    private @Nullable Thread worker;

    JobQueue(JobStore store, JobRunner runner, AttemptRunner attempts, TrainingConfig config) {
        this.store = store;
        this.runner = runner;
        this.attempts = attempts;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stop();
    }

    /** Recovers what a dead control plane left, then works until {@link #stop}. */
    synchronized void start() {
        open = true;
        attempts.open();
        worker = Thread.ofVirtual().name("training-queue").start(this::work);
    }

    /**
     * Stops working and ends the running trainer; its job stays RUNNING in the database and is
     * continued at the next start.
     */
    synchronized void stop() throws InterruptedException {
        open = false;
        Thread running = worker;
        if (running != null) {
            // No interrupt: it would break the database connection that the worker may be using.
            attempts.close();
            wakeUp();
            running.join();
            worker = null;
        }
    }

    /** There may be something new to do. */
    void wakeUp() {
        wakeUp.release();
    }

    private void work() {
        runner.tidyUp();
        while (open) {
            try {
                Optional<JobRecord> next = store.nextUnfinished();
                Duration wait = next.isEmpty() ? IDLE : advance(next.get());
                if (wait.isPositive()) {
                    pause(wait);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the training queue met a defect and tries again", e);
                pauseQuietly();
            }
        }
    }

    private Duration advance(JobRecord job) throws InterruptedException {
        if (job.state() instanceof JobState.Running) {
            recover(job);
            return Duration.ZERO;
        }
        return runner.advance(job);
    }

    /** Makes sure that no trainer of a dead control plane is left, and reads what it reported. */
    private void recover(JobRecord job) throws InterruptedException {
        Optional<AttemptRecord> last = store.lastAttempt(job.id());
        Optional<AttemptEnd> end = Optional.empty();
        if (last.isPresent()) {
            endOrphan(job.id(), last.get());
            end = readRest(job.id(), last.get());
        }
        if (end.isPresent()) {
            runner.conclude(job.id(), end.get());
        } else {
            runner.advance(job);
        }
    }

    private void endOrphan(UUID job, AttemptRecord attempt) {
        if (attempt.state() instanceof AttemptState.Running(ProcessIdentity process)) {
            process.find()
                    .ifPresent(orphan -> {
                        LOG.infof("ends the trainer left behind by job %s", job);
                        ProcessEnding.end(orphan, config.stopGrace());
                    });
            store.changeAttempt(
                    job,
                    attempt.number(),
                    AttemptState.Running.class,
                    AttemptState.Running::stopped);
        }
        store.changeAttempt(
                job, attempt.number(), AttemptState.Starting.class, AttemptState.Starting::stopped);
    }

    private Optional<AttemptEnd> readRest(UUID job, AttemptRecord attempt) {
        try {
            return attempts.readRest(job, attempt.number(), attempt.eventsRead());
        } catch (IOException e) {
            LOG.warnf(e, "events of job %s could not be read to their end", job);
            return Optional.empty();
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (wakeUp.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUp.drainPermits();
        }
    }

    private void pauseQuietly() {
        try {
            pause(AFTER_DEFECT);
        } catch (InterruptedException e) {
            open = false;
        }
    }
}
