package io.aifactory.training.runner;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.spec.SpecRules;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.store.JobStore;
import io.aifactory.training.store.JobStore.Submission;
import io.aifactory.training.store.MetricPoint;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Training jobs, as the rest of the factory uses them. Thread-safe. */
@ApplicationScoped
public class TrainingJobs {
    private static final int LISTED = 200;
    private static final int MOST_UNFINISHED = 100;

    private final JobStore store;
    private final JobQueue queue;
    private final JobRunner runner;
    private final AttemptRunner attempts;
    private final BlobStore blobs;
    private final JobNews news;

    TrainingJobs(
            JobStore store,
            JobQueue queue,
            JobRunner runner,
            AttemptRunner attempts,
            BlobStore blobs,
            JobNews news) {
        this.store = store;
        this.queue = queue;
        this.runner = runner;
        this.attempts = attempts;
        this.blobs = blobs;
        this.news = news;
    }

    /**
     * Submits work. The same work is done once: a job that did it, or is at it, is returned. One
     * that failed is resumed from its checkpoints, where another attempt may succeed.
     *
     * @throws FactoryException {@code DATASET_NOT_FOUND}, {@code INVALID_REQUEST}, {@code
     *     LIMIT_EXCEEDED} or {@code QUEUE_FULL}
     */
    public Submission submit(JobPlan plan) {
        SpecRules.check(plan, dataset(plan.spec().dataset()));
        if (store.unfinished() >= MOST_UNFINISHED) {
            throw new FactoryException(
                    ErrorCode.QUEUE_FULL,
                    "%d training jobs are waiting already; submit again when some are done"
                            .formatted(MOST_UNFINISHED));
        }
        Submission submission = submitOnce(plan);
        queue.wakeUp();
        return submission;
    }

    /** All jobs, the newest first, at most {@value #LISTED}. */
    public List<JobRecord> list() {
        return store.newest(LISTED);
    }

    /**
     * @throws FactoryException {@code NOT_FOUND} if there is no such job
     */
    public JobRecord get(UUID id) {
        return store.find(id)
                .orElseThrow(() ->
                        new FactoryException(
                                ErrorCode.NOT_FOUND, "there is no training job " + id));
    }

    /** The metric points of a job, see {@link JobStore#metrics}. */
    public List<MetricPoint> metrics(UUID id) {
        get(id);
        return store.metrics(id);
    }

    /**
     * Calls a job off; its process is gone when the call returns. Calling off a finished job
     * changes nothing, but a failed one loses the checkpoints from which it could be resumed. A
     * model that the registry takes in the very moment stays there.
     *
     * @throws FactoryException {@code NOT_FOUND} if there is no such job
     */
    public JobRecord cancel(UUID id) {
        Optional<JobRecord> cancelled =
                store.change(id, JobState.Cancellable.class, JobState.Cancellable::cancel);
        if (cancelled.isPresent()) {
            attempts.end(id);
            runner.discardFiles(id);
            news.tell(cancelled.get(), List.of());
            queue.wakeUp();
            return cancelled.get();
        }
        JobRecord job = get(id);
        if (job.resumable()) {
            runner.discardFiles(id);
        }
        return job;
    }

    /**
     * A job as it stands, then what happens to it; completes with its end.
     *
     * @throws FactoryException {@code NOT_FOUND} if there is no such job
     */
    public Multi<JobNews.Item> news(UUID id) {
        get(id);
        return news.of(id, () -> get(id));
    }

    private Submission submitOnce(JobPlan plan) {
        try {
            return store.submit(plan);
        } catch (PersistenceException e) {
            // The same work was submitted at the same moment: the database let one of them in.
            return store.submit(plan);
        }
    }

    private DatasetManifest dataset(Digest digest) {
        if (!blobs.contains(digest)) {
            throw new FactoryException(
                            ErrorCode.DATASET_NOT_FOUND,
                            "there is no dataset %s in storage; ingest one first".formatted(digest))
                    .withParameter("dataset");
        }
        return new Manifests(blobs).dataset(digest);
    }
}
