package io.aifactory.training.runner;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.training.TrainingConfig;
import io.aifactory.training.jobs.AttemptEnd;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.jobs.RetryPolicy;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.store.JobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes one job from one state to the next. */
@ApplicationScoped
public class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final JobStore store;
    private final AttemptRunner attempts;
    private final Publication publication;
    private final JobFolders folders;
    private final JobNews news;
    private final RetryPolicy retry;
    private final Clock clock = Clock.systemUTC();

    JobRunner(
            TrainingConfig config,
            JobStore store,
            AttemptRunner attempts,
            Publication publication,
            JobFolders folders,
            JobNews news) {
        this.store = store;
        this.attempts = attempts;
        this.publication = publication;
        this.folders = folders;
        this.news = news;
        this.retry =
                new RetryPolicy(
                        config.retry().mostDeaths(),
                        config.retry().firstDelay(),
                        config.retry().longestDelay(),
                        config.retry().publishFor());
    }

    /**
     * Does the next thing there is to do for a job.
     *
     * @return how long to wait before the next call; zero = do not wait
     */
    Duration advance(JobRecord job) throws InterruptedException {
        return switch (job.state()) {
            case JobState.Queued queued -> attempt(job.id());
            case JobState.Waiting(int attempt, int deaths, Instant until) -> {
                Duration wait = Duration.between(clock.instant(), until);
                yield wait.isPositive() ? wait : attempt(job.id());
            }
            case JobState.Running running -> interrupted(job.id());
            case JobState.Publishing(int attempt, int failures, Instant until) -> {
                Duration wait = Duration.between(clock.instant(), until);
                yield wait.isPositive() ? wait : publish(job, attempt);
            }
            case JobState.Succeeded done -> Duration.ZERO;
            case JobState.Failed done -> Duration.ZERO;
            case JobState.Cancelled done -> Duration.ZERO;
        };
    }

    private Duration attempt(UUID id) throws InterruptedException {
        Optional<Integer> number = store.startAttempt(id);
        if (number.isPresent()) {
            JobRecord job = store.find(id).orElseThrow();
            news.tell(job, List.of());
            attempts.run(job, number.get())
                    .ifPresent(end ->
                            change(
                                    id,
                                    JobState.Running.class,
                                    running -> retry.after(running, end, clock.instant())));
        }
        return Duration.ZERO;
    }

    /** A running job without a runner: the control plane died and took the trainer along. */
    private Duration interrupted(UUID id) {
        change(id, JobState.Running.class, running -> running.interrupted(clock.instant()));
        return Duration.ZERO;
    }

    /** The last words of an attempt count even if they are read late. */
    void conclude(UUID id, AttemptEnd end) {
        change(id, JobState.Running.class, running -> retry.after(running, end, clock.instant()));
    }

    private Duration publish(JobRecord job, int attempt) {
        UUID id = job.id();
        try {
            Digest manifest = publication.store(job, attempt);
            if (store.find(id).orElseThrow().state() instanceof JobState.Publishing) {
                Optional<String> version = publication.register(job, manifest);
                change(id, JobState.Publishing.class, state -> state.published(manifest, version));
            }
        } catch (FactoryException e) {
            notPublished(id, new JobState.Failed(e.code(), e.message()), e.code().retryable(), e);
        } catch (IOException e) {
            notPublished(
                    id,
                    new JobState.Failed(
                            ErrorCode.TRAINING_FAILED,
                            "the trained model could not be read back; submit the job again"),
                    false,
                    e);
        } catch (RuntimeException e) {
            notPublished(
                    id,
                    new JobState.Failed(
                            ErrorCode.INTERNAL,
                            "the trained model could not be published because of an internal"
                                    + " error; submit the job again"),
                    true,
                    e);
        }
        return Duration.ZERO;
    }

    /** A job that was called off meanwhile stays as it is. */
    private void notPublished(UUID id, JobState.Failed failure, boolean mayPass, Exception cause) {
        LOG.warnf(cause, "the model of job %s was not published", id);
        change(
                id,
                JobState.Publishing.class,
                state -> retry.afterFailedTry(state, failure, mayPass, clock.instant()));
    }

    /** Deletes what ended jobs need no more, where a control plane died before it could. */
    void tidyUp() {
        try {
            for (UUID id : folders.jobs()) {
                store.find(id).filter(job -> job.state().name().terminal()).ifPresent(this::tidy);
            }
        } catch (IOException e) {
            LOG.warn("files of ended jobs could not be deleted", e);
        }
    }

    /** Deletes what an ended job needs no more; one that can be resumed keeps its checkpoints. */
    private void tidy(JobRecord job) {
        if (!job.resumable()) {
            discardFiles(job.id());
            return;
        }
        try {
            folders.discardOutputs(job.id());
        } catch (IOException e) {
            LOG.warnf(e, "model files of job %s could not be deleted", job.id());
        }
    }

    /** Deletes a job's checkpoints and model files; see {@link JobFolders#discard}. */
    void discardFiles(UUID id) {
        try {
            folders.discard(id);
        } catch (IOException e) {
            LOG.warnf(e, "files of job %s could not be deleted", id);
        }
    }

    private <S extends JobState> void change(
            UUID id, Class<S> expected, Function<S, JobState> transition) {
        store.change(id, expected, transition)
                .ifPresent(job -> {
                    news.tell(job, List.of());
                    if (job.state().name().terminal()) {
                        tidy(job);
                    }
                });
    }
}
