package io.aifactory.training.runner;

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
                        config.retry().longestDelay());
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
            case JobState.Publishing(int attempt) -> publish(job, attempt);
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
        try {
            Publication.Published published = publication.publish(job, attempt);
            change(
                    job.id(),
                    JobState.Publishing.class,
                    publishing ->
                            publishing.published(published.manifest(), published.modelVersion()));
            discardFiles(job.id());
        } catch (FactoryException e) {
            LOG.errorf(e, "the model of job %s cannot be published", job.id());
            change(job.id(), JobState.Publishing.class, state -> state.fail(e.code(), e.message()));
        } catch (IOException e) {
            LOG.errorf(e, "the model of job %s cannot be published", job.id());
            change(
                    job.id(),
                    JobState.Publishing.class,
                    state ->
                            state.fail(
                                    ErrorCode.TRAINING_FAILED,
                                    "the trained model could not be read back; submit the job"
                                            + " again"));
        }
        return Duration.ZERO;
    }

    /** Deletes what a finished job needs no more; see {@link JobFolders#discard}. */
    void discardFiles(UUID id) {
        try {
            folders.discard(id);
        } catch (IOException e) {
            LOG.warnf(e, "files of job %s could not be deleted", id);
        }
    }

    private <S extends JobState> void change(
            UUID id, Class<S> expected, Function<S, JobState> transition) {
        store.change(id, expected, transition).ifPresent(job -> news.tell(job, List.of()));
    }
}
