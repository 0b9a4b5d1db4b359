package io.aifactory.ingestion.internal;

import io.aifactory.contracts.Digest;
import io.aifactory.ingestion.job.DatasetCatalogue;
import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.job.JobBook;
import io.aifactory.ingestion.job.JobEvent;
import io.aifactory.ingestion.pipeline.Dataset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Jobs, events and dataset versions in PostgreSQL. A change locks the job's row first. */
@ApplicationScoped
@Transactional
public class PostgresJobBook implements JobBook, DatasetCatalogue {
    private static final String OLDEST_FIRST = "state = ?1 order by createdAt, id";

    private final Clock clock;

    public PostgresJobBook(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void add(IngestionJob.Queued job) {
        JobRow row = new JobRow();
        JobRows.fill(row, job);
        row.persist();
        append(job.spec().id(), new JobEvent(JobEvent.Kind.QUEUED, "", job.spec().createdAt()));
    }

    @Override
    public Optional<IngestionJob> find(UUID id) {
        return JobRow.<JobRow>findByIdOptional(id).map(JobRows::job);
    }

    @Override
    public List<IngestionJob> newest(int limit) {
        return JobRow.<JobRow>find("order by createdAt desc, id").page(0, limit).stream()
                .map(JobRows::job)
                .toList();
    }

    @Override
    public long queued() {
        return JobRow.count("state", JobRow.State.QUEUED);
    }

    @Override
    public Optional<IngestionJob.Queued> longestWaiting() {
        return JobRow.<JobRow>find(OLDEST_FIRST, JobRow.State.QUEUED)
                .page(0, 1)
                .firstResultOptional()
                .map(JobRows::job)
                .map(IngestionJob.Queued.class::cast);
    }

    @Override
    public List<IngestionJob.Running> running() {
        return JobRow.<JobRow>find(OLDEST_FIRST, JobRow.State.RUNNING).stream()
                .map(JobRows::job)
                .map(IngestionJob.Running.class::cast)
                .toList();
    }

    @Override
    public Optional<IngestionJob> change(
            UUID id, UnaryOperator<IngestionJob> change, Optional<JobEvent> event) {
        Optional<JobRow> row = JobRow.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        return row.map(found -> {
            IngestionJob before = JobRows.job(found);
            IngestionJob after = change.apply(before);
            if (!after.equals(before)) {
                JobRows.fill(found, after);
                event.ifPresent(e -> append(id, e));
            }
            return after;
        });
    }

    @Override
    public void warn(UUID id, JobEvent event) {
        append(id, event);
    }

    @Override
    public List<JobEvent> events(UUID id) {
        return EventRow.<EventRow>find("jobId = ?1 order by id", id).stream()
                .map(row -> new JobEvent(row.kind, row.detail, row.occurredAt))
                .toList();
    }

    @Override
    public void succeed(UUID id, Dataset dataset) {
        Instant now = clock.instant();
        change(
                id,
                job ->
                        job instanceof IngestionJob.Running running
                                ? succeeded(running, dataset, now)
                                : job,
                Optional.of(new JobEvent(JobEvent.Kind.SUCCEEDED, dataset.digest().value(), now)));
    }

    private static IngestionJob succeeded(
            IngestionJob.Running running, Dataset dataset, Instant now) {
        if (DatasetRow.findByIdOptional(dataset.digest().value()).isEmpty()) {
            DatasetRow row = new DatasetRow();
            row.digest = dataset.digest().value();
            row.name = dataset.manifest().name();
            row.versionKey = dataset.key().value();
            row.createdAt = now;
            row.persist();
        }
        return running.succeed(dataset.digest(), now);
    }

    @Override
    public Optional<Digest> versionOf(Digest key) {
        return DatasetRow.<DatasetRow>find("versionKey", key.value())
                .firstResultOptional()
                .map(row -> new Digest(row.digest));
    }

    @Override
    public List<Entry> newestDatasets(int limit) {
        return DatasetRow.<DatasetRow>find("order by createdAt desc, digest")
                .page(0, limit)
                .stream()
                .map(PostgresJobBook::entry)
                .toList();
    }

    @Override
    public Optional<Entry> byDigest(Digest digest) {
        return DatasetRow.<DatasetRow>findByIdOptional(digest.value()).map(PostgresJobBook::entry);
    }

    @Override
    public Optional<Entry> newestNamed(String name) {
        return DatasetRow.<DatasetRow>find("name = ?1 order by createdAt desc, digest", name)
                .page(0, 1)
                .firstResultOptional()
                .map(PostgresJobBook::entry);
    }

    private static Entry entry(DatasetRow row) {
        return new Entry(new Digest(row.digest), row.name, row.createdAt);
    }

    private static void append(UUID id, JobEvent event) {
        EventRow row = new EventRow();
        row.jobId = id;
        row.kind = event.kind();
        row.detail = event.detail();
        row.occurredAt = event.occurredAt();
        row.persist();
    }
}
