package io.aifactory.ingestion.job;

import io.aifactory.contracts.Digest;
import io.aifactory.ingestion.pipeline.Dataset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A book in memory. */
final class MemoryJobBook implements JobBook {
    private final Map<UUID, IngestionJob> jobs = new LinkedHashMap<>();
    private final Map<UUID, List<JobEvent>> events = new LinkedHashMap<>();

    private int failures;

    /** The next calls of the runner's thread fail, as with a database that is away. */
    synchronized void failNext(int calls) {
        failures = calls;
    }

    private void mayFail() {
        if (failures > 0 && Thread.currentThread().getName().equals("ingestion")) {
            failures--;
            throw new IllegalStateException("the database is away");
        }
    }

    synchronized void put(IngestionJob job) {
        jobs.put(job.spec().id(), job);
        notifyAll();
    }

    /** Waits until a job is in a state. */
    synchronized IngestionJob await(UUID id, Class<? extends IngestionJob> state) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!state.isInstance(jobs.get(id))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("still " + jobs.get(id));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return find(id).orElseThrow();
    }

    @Override
    public synchronized void add(IngestionJob.Queued job) {
        put(job);
        append(job.spec().id(), new JobEvent(JobEvent.Kind.QUEUED, "", job.spec().createdAt()));
    }

    @Override
    public synchronized Optional<IngestionJob> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public synchronized List<IngestionJob> newest(int limit) {
        return jobs.values().stream().toList().reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized long queued() {
        return jobs.values().stream().filter(IngestionJob.Queued.class::isInstance).count();
    }

    @Override
    public synchronized Optional<IngestionJob.Queued> longestWaiting() {
        mayFail();
        return jobs.values().stream()
                .filter(IngestionJob.Queued.class::isInstance)
                .map(IngestionJob.Queued.class::cast)
                .findFirst();
    }

    @Override
    public synchronized List<IngestionJob.Running> running() {
        return jobs.values().stream()
                .filter(IngestionJob.Running.class::isInstance)
                .map(IngestionJob.Running.class::cast)
                .toList();
    }

    @Override
    public synchronized Optional<IngestionJob> change(
            UUID id, UnaryOperator<IngestionJob> change, Optional<JobEvent> event) {
        mayFail();
        return find(id).map(before -> {
            IngestionJob after = change.apply(before);
            if (!after.equals(before)) {
                put(after);
                event.ifPresent(e -> append(id, e));
            }
            return after;
        });
    }

    @Override
    public synchronized void warn(UUID id, JobEvent event) {
        append(id, event);
    }

    @Override
    public synchronized List<JobEvent> events(UUID id) {
        return List.copyOf(events.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized void succeed(UUID id, Dataset dataset) {
        change(
                id,
                job ->
                        job instanceof IngestionJob.Running running
                                ? running.succeed(dataset.digest(), Instant.EPOCH)
                                : job,
                Optional.of(new JobEvent(JobEvent.Kind.SUCCEEDED, "", Instant.EPOCH)));
    }

    @Override
    public Optional<Digest> versionOf(Digest key) {
        return Optional.empty();
    }

    private void append(UUID id, JobEvent event) {
        events.computeIfAbsent(id, i -> new ArrayList<>()).add(event);
    }
}
