package io.aifactory.ingestion.job;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.retry.Backoff;
import io.aifactory.ingestion.job.JobEvent.Kind;
import io.aifactory.ingestion.pipeline.Dataset;
import io.aifactory.ingestion.pipeline.JobControl;
import io.aifactory.ingestion.pipeline.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works off the jobs of the book, one after the other, on a thread of its own. (One at a time
 * because a job is bound by processor and memory, not by waiting.)
 */
public final class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /** Some minute and a half; what is refused for longer is no matter of the network. */
    private static final int MOST_TRIES_TO_SUCCEED = 10;

    private final JobBook book;
    private final PipelineRun pipeline;
    private final Clock clock;
    private final Duration progressInterval;
    private final Retries retries;
    private final Semaphore work = new Semaphore(0);
    private final AtomicReference<@Nullable Execution> current = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("ingestion").daemon().unstarted(this::loop);

    /**
     * @param progressInterval least time between two saved states of progress
     * @param backoff before the book is asked again after it failed
     */
    public JobRunner(
            JobBook book,
            PipelineRun pipeline,
            Clock clock,
            Duration progressInterval,
            Backoff backoff) {
        this.book = book;
        this.pipeline = pipeline;
        this.clock = clock;
        this.progressInterval = progressInterval;
        this.retries = new Retries(backoff);
    }

    /**
     * Starts the thread; jobs that were running when the process died begin anew, unless it died
     * too often.
     */
    public void start() {
        Instant now = clock.instant();
        for (IngestionJob.Running interrupted : book.running()) {
            Kind kind =
                    interrupted.interrupt(now) instanceof IngestionJob.Queued
                            ? Kind.RESTARTED
                            : Kind.FAILED;
            book.change(
                    interrupted.spec().id(),
                    job ->
                            job instanceof IngestionJob.Running running
                                    ? running.interrupt(now)
                                    : job,
                    event(kind, "the process ended while the job was running"));
        }
        work.release();
        thread.start();
    }

    /** Stops the running job, which begins anew at the next start. */
    public void stop() {
        retries.stop();
        Execution running = current.get();
        if (running != null) {
            running.cancel();
        }
        work.release();
        try {
            thread.join(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a job. */
    public void submit(IngestionJob.Queued job) {
        book.add(job);
        work.release();
    }

    /**
     * Cancels a job. A waiting one is cancelled at once, a running one within moments, a finished
     * one stays as it is.
     *
     * @return the job now; empty if there is none
     */
    public Optional<IngestionJob> cancel(UUID id) {
        Instant now = clock.instant();
        Optional<IngestionJob> job =
                book.change(
                        id,
                        found ->
                                switch (found) {
                                    case IngestionJob.Queued queued -> queued.cancel(now);
                                    case IngestionJob.Running running -> running.cancel(now);
                                    case IngestionJob.Succeeded _,
                                            IngestionJob.Failed _,
                                            IngestionJob.Cancelled _ ->
                                            found;
                                },
                        event(Kind.CANCELLED, "on request"));
        Execution running = current.get();
        if (running != null && running.id.equals(id)) {
            running.cancel();
        }
        return job;
    }

    private void loop() {
        int failures = 0;
        while (!retries.isStopping()) {
            try {
                if (failures == 0) {
                    work.acquire();
                }
                work.drainPermits();
                Optional<IngestionJob.Queued> next = book.longestWaiting();
                while (next.isPresent() && !retries.isStopping()) {
                    run(next.get());
                    failures = 0;
                    next = book.longestWaiting();
                }
                failures = 0;
            } catch (InterruptedException e) {
                LOG.debug("interrupted while waiting for ingestion jobs");
            } catch (RuntimeException e) {
                failures++;
                LOG.errorf(e, "the book of ingestion jobs failed (%d in a row)", failures);
                retries.pauseAfter(failures);
            }
        }
    }

    private void run(IngestionJob.Queued queued) {
        UUID id = queued.spec().id();
        Execution execution = new Execution(id);
        current.set(execution);
        try {
            if (begin(id)) {
                make(queued.spec(), execution);
            }
        } finally {
            execution.end();
            current.set(null);
        }
    }

    private boolean begin(UUID id) {
        Instant now = clock.instant();
        return book.change(
                        id,
                        job -> job instanceof IngestionJob.Queued q ? q.start(now) : job,
                        event(Kind.STARTED, ""))
                .filter(IngestionJob.Running.class::isInstance)
                .isPresent();
    }

    private void make(JobSpec spec, Execution execution) {
        UUID id = spec.id();
        try {
            Dataset dataset = pipeline.run(spec, execution);
            execution.checkCancelled();
            retries.keep(MOST_TRIES_TO_SUCCEED, () -> book.succeed(id, dataset));
            execution.end();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (execution.end()) {
                LOG.debugf(e, "ingestion job %s was cancelled", id);
                requeueIfStopping(id);
            } else {
                FactoryException error = publicError(id, e);
                retries.keep(Integer.MAX_VALUE, () -> fail(id, error));
            }
        }
    }

    private void requeueIfStopping(UUID id) {
        if (retries.isStopping()) {
            book.change(
                    id,
                    job -> job instanceof IngestionJob.Running running ? running.requeue() : job,
                    event(Kind.RESTARTED, "the process was stopped while the job was running"));
        }
    }

    private static FactoryException publicError(UUID id, Throwable cause) {
        if (cause instanceof FactoryException known) {
            return known;
        }
        LOG.errorf(cause, "ingestion job %s failed", id);
        return new FactoryException(
                ErrorCode.INTERNAL, "An internal error occurred; the log has it.");
    }

    private void fail(UUID id, FactoryException error) {
        Instant now = clock.instant();
        // PostgreSQL keeps no NUL, which the name of an archive's entry may have.
        String message = error.message().replace('\0', ' ');
        book.change(
                id,
                job ->
                        job instanceof IngestionJob.Running running
                                ? running.fail(error.code(), message, now)
                                : job,
                event(Kind.FAILED, message));
    }

    private Optional<JobEvent> event(Kind kind, String detail) {
        return Optional.of(new JobEvent(kind, detail, clock.instant()));
    }

    /** One job on the thread. */
    private final class Execution implements JobControl {
        private final UUID id;
        private volatile boolean cancelled;
        private boolean ended;
        private Instant nextSave = Instant.MIN;
        private Progress.@Nullable Stage savedStage;

        Execution(UUID id) {
            this.id = id;
        }

        /** The interrupt ends waiting for Maven; it never reaches the next job. */
        synchronized void cancel() {
            if (!ended) {
                cancelled = true;
                thread.interrupt();
            }
        }

        /** After this the thread is free of the job; says whether it was cancelled. */
        synchronized boolean end() {
            ended = true;
            boolean interrupted = Thread.interrupted();
            return interrupted || cancelled;
        }

        @Override
        public void checkCancelled() {
            if (cancelled) {
                throw new CancellationException("job " + id);
            }
        }

        @Override
        public void progress(Progress progress) {
            Instant now = clock.instant();
            if (progress.stage() == savedStage && now.isBefore(nextSave)) {
                return;
            }
            savedStage = progress.stage();
            nextSave = now.plus(progressInterval);
            tell(() ->
                    book.change(
                            id,
                            job ->
                                    job instanceof IngestionJob.Running running
                                            ? running.advance(progress)
                                            : job,
                            Optional.empty()));
        }

        @Override
        public void warning(String text) {
            tell(() -> book.warn(id, new JobEvent(Kind.WARNING, text, clock.instant())));
        }

        /** A job does not end because nobody could be told how far it is. */
        private void tell(Runnable write) {
            try {
                write.run();
            } catch (RuntimeException e) {
                LOG.warnf(e, "the progress of ingestion job %s was not stored", id);
            }
        }
    }
}
