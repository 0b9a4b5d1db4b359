package io.aifactory.ingestion.job;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
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

    private final JobBook book;
    private final PipelineRun pipeline;
    private final Clock clock;
    private final Duration progressInterval;
    private final Semaphore work = new Semaphore(0);
    private final AtomicReference<@Nullable Execution> current = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("ingestion").daemon().unstarted(this::loop);
    private volatile boolean stopping;

    public JobRunner(JobBook book, PipelineRun pipeline, Clock clock, Duration progressInterval) {
        this.book = book;
        this.pipeline = pipeline;
        this.clock = clock;
        this.progressInterval = progressInterval;
    }

    /** Starts the thread; jobs that were running when the process died begin anew. */
    public void start() {
        for (IngestionJob.Running interrupted : book.running()) {
            book.change(
                    interrupted.spec().id(),
                    job -> job instanceof IngestionJob.Running running ? running.restart() : job,
                    event(Kind.RESTARTED, "the process ended while the job was running"));
        }
        work.release();
        thread.start();
    }

    /** Stops the running job, which stays marked as running and begins anew at the next start. */
    public void stop() {
        stopping = true;
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
        while (!stopping) {
            try {
                work.acquire();
                work.drainPermits();
                Optional<IngestionJob.Queued> next = book.longestWaiting();
                while (next.isPresent() && !stopping) {
                    run(next.get());
                    next = book.longestWaiting();
                }
            } catch (InterruptedException e) {
                LOG.debug("interrupted while waiting for ingestion jobs");
            } catch (RuntimeException e) {
                LOG.error("the book of ingestion jobs failed; waiting for the next job", e);
            }
        }
    }

    private void run(IngestionJob.Queued queued) {
        UUID id = queued.spec().id();
        Execution execution = new Execution(id);
        current.set(execution);
        try {
            Instant now = clock.instant();
            Optional<IngestionJob> started =
                    book.change(
                            id,
                            job -> job instanceof IngestionJob.Queued q ? q.start(now) : job,
                            event(Kind.STARTED, ""));
            if (started.filter(IngestionJob.Running.class::isInstance).isPresent()) {
                Dataset dataset = pipeline.run(queued.spec(), execution);
                execution.checkCancelled();
                book.succeed(id, dataset);
            }
            execution.end();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (execution.end()) {
                LOG.debugf(e, "ingestion job %s was cancelled", id);
            } else {
                fail(id, publicError(id, e));
            }
        } finally {
            current.set(null);
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
        book.change(
                id,
                job ->
                        job instanceof IngestionJob.Running running
                                ? running.fail(error.code(), error.message(), now)
                                : job,
                event(Kind.FAILED, error.message()));
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
            book.change(
                    id,
                    job ->
                            job instanceof IngestionJob.Running running
                                    ? running.advance(progress)
                                    : job,
                    Optional.empty());
        }

        @Override
        public void warning(String text) {
            book.warn(id, new JobEvent(Kind.WARNING, text, clock.instant()));
        }
    }
}
