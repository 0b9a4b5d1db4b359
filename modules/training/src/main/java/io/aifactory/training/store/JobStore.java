package io.aifactory.training.store;

import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.spec.JobPlan;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Jobs in the database. Each method is one transaction; what it returns is committed. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class JobStore {
    private static final String UNFINISHED = "state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')";
    private static final String SAME_WORK = "specDigest = ?1 and registration = ?2 and ";

    private final Clock clock = Clock.systemUTC();

    /**
     * The job that does this work: one that did it, one that is at it, the one that failed last if
     * it can be resumed, or a new one.
     *
     * @return the job; {@link Submission#created} says whether it is new
     */
    public Submission submit(JobPlan plan) {
        String digest = plan.spec().digest().value();
        String registration = JobRows.registration(plan);
        Optional<JobEntity> same =
                JobEntity.<JobEntity>find(
                                SAME_WORK + "(state = 'SUCCEEDED' or " + UNFINISHED + ")",
                                Sort.descending("createdAt"),
                                digest,
                                registration)
                        .firstResultOptional();
        if (same.isPresent()) {
            return new Submission(JobRows.toRecord(same.get()), false);
        }
        Optional<JobRecord> resumed = resume(digest, registration);
        if (resumed.isPresent()) {
            return new Submission(resumed.get(), false);
        }
        JobEntity row = JobRows.of(UUID.randomUUID(), plan, clock.instant());
        row.persistAndFlush();
        log(row, "queued");
        return new Submission(JobRows.toRecord(row), true);
    }

    private Optional<JobRecord> resume(String digest, String registration) {
        return JobEntity.<JobEntity>find(
                        SAME_WORK + "state = 'FAILED'",
                        Sort.descending("createdAt"),
                        digest,
                        registration)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .filter(row -> JobRows.toRecord(row).resumable())
                .map(row -> {
                    JobState.Failed failed = (JobState.Failed) JobRows.state(row);
                    enter(row, failed.resume(row.attempt, clock.instant()));
                    JobEntity.flush();
                    return JobRows.toRecord(row);
                });
    }

    /**
     * @param job that does the work
     * @param created it was not there before
     */
    public record Submission(JobRecord job, boolean created) {}

    public Optional<JobRecord> find(UUID id) {
        return JobEntity.<JobEntity>findByIdOptional(id).map(JobRows::toRecord);
    }

    /** The newest jobs first. */
    public List<JobRecord> newest(int limit) {
        return JobEntity.<JobEntity>findAll(Sort.descending("createdAt"))
                .page(Page.ofSize(limit))
                .stream()
                .map(JobRows::toRecord)
                .toList();
    }

    /** The job to work on next: one already begun, else the oldest queued one. */
    public Optional<JobRecord> nextUnfinished() {
        return JobEntity.<JobEntity>find(
                        UNFINISHED
                                + " order by case when state = 'QUEUED' then 1 else 0 end,"
                                + " createdAt")
                .firstResultOptional()
                .map(JobRows::toRecord);
    }

    /** Jobs that are queued or worked on. */
    public long unfinished() {
        return JobEntity.count(UNFINISHED);
    }

    /**
     * Metric points in the order of their steps, at most {@value MetricCurve#MOST_POINTS}: the
     * first, the last, those with an evaluation (of more than {@value MetricCurve#MOST_EVALUATED},
     * evenly spaced ones and always the newest) and evenly spaced steps between.
     */
    public List<MetricPoint> metrics(UUID id) {
        return MetricCurve.of(id);
    }

    /**
     * Changes a job's state, if it is in the expected one.
     *
     * @return the job afterwards; empty if it is in another state or absent
     */
    public <S extends JobState> Optional<JobRecord> change(
            UUID id, Class<S> expected, Function<S, ? extends JobState> transition) {
        return locked(id)
                .filter(row -> expected.isInstance(JobRows.state(row)))
                .map(row -> {
                    enter(row, transition.apply(expected.cast(JobRows.state(row))));
                    return JobRows.toRecord(row);
                });
    }

    /**
     * Starts the next attempt of a job, if it is queued or waiting.
     *
     * @return number of the attempt; empty if the job is in another state
     */
    public Optional<Integer> startAttempt(UUID id) {
        Optional<JobEntity> row = locked(id);
        Optional<JobState.Running> running =
                row.map(JobRows::state)
                        .flatMap(state ->
                                switch (state) {
                                    case JobState.Queued queued -> Optional.of(queued.start());
                                    case JobState.Waiting waiting -> Optional.of(waiting.start());
                                    case JobState.Running other -> Optional.empty();
                                    case JobState.Publishing other -> Optional.empty();
                                    case JobState.Succeeded other -> Optional.empty();
                                    case JobState.Failed other -> Optional.empty();
                                    case JobState.Cancelled other -> Optional.empty();
                                });
        if (row.isEmpty() || running.isEmpty()) {
            return Optional.empty();
        }
        enter(row.get(), running.get());
        AttemptEntity attempt = new AttemptEntity();
        attempt.jobId = id;
        attempt.number = running.get().attempt();
        attempt.enter(new AttemptState.Starting(), clock.instant());
        attempt.persistAndFlush();
        log(attempt, new AttemptState.Starting());
        return Optional.of(attempt.number);
    }

    /** Changes an attempt's state, if it is in the expected one. */
    public <S extends AttemptState> void changeAttempt(
            UUID id,
            int number,
            Class<S> expected,
            Function<S, ? extends AttemptState> transition) {
        AttemptEntity attempt = attempt(id, number);
        if (expected.isInstance(attempt.state())) {
            AttemptState next = transition.apply(expected.cast(attempt.state()));
            attempt.enter(next, clock.instant());
            log(attempt, next);
        }
    }

    /** The last attempt of a job. */
    public Optional<AttemptRecord> lastAttempt(UUID id) {
        return AttemptEntity.<AttemptEntity>find("jobId", Sort.descending("number"), id)
                .firstResultOptional()
                .map(row -> new AttemptRecord(row.number, row.state(), row.eventsRead));
    }

    /**
     * Records events and how far the attempt's event file is read, both or neither.
     *
     * @param eventsRead bytes of the file that end with the last of these events
     * @return the job afterwards
     */
    public JobRecord record(UUID id, int number, List<TrainerEvent> events, long eventsRead) {
        JobEntity row = locked(id).orElseThrow();
        EventRecorder recorder = new EventRecorder(row, number, clock.instant());
        events.forEach(recorder::record);
        attempt(id, number).eventsRead = eventsRead;
        return JobRows.toRecord(row);
    }

    private void enter(JobEntity row, JobState next) {
        Instant now = clock.instant();
        JobRows.enter(row, next, now);
        log(row, next.toString());
    }

    private void log(JobEntity row, String detail) {
        JobEventEntity.append(row.id, null, clock.instant(), "state:" + row.state, detail);
    }

    private void log(AttemptEntity attempt, AttemptState state) {
        JobEventEntity.append(
                attempt.jobId,
                attempt.number,
                clock.instant(),
                "attempt:" + state.name(),
                state.toString());
    }

    private static Optional<JobEntity> locked(UUID id) {
        return JobEntity.<JobEntity>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static AttemptEntity attempt(UUID id, int number) {
        return AttemptEntity.<AttemptEntity>findByIdOptional(new AttemptEntity.Key(id, number))
                .orElseThrow();
    }
}
