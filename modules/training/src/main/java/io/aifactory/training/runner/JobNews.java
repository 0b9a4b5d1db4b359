package io.aifactory.training.runner;

import io.aifactory.training.protocol.TrainerEvent;
import io.aifactory.training.store.JobRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Tells whoever listens what happens to a job. */
@ApplicationScoped
public class JobNews {
    /**
     * Something new.
     *
     * @param job as it stands now
     * @param events that led here; empty for a change of state
     */
    public record Item(JobRecord job, List<TrainerEvent> events) {}

    /** Items kept for a listener that reads too slowly; its stream fails when there are more. */
    static final int MOST_UNREAD = 1_024;

    private final Map<UUID, Set<MultiEmitter<? super Item>>> listeners = new ConcurrentHashMap<>();
    private final JobMeters meters;

    JobNews(JobMeters meters) {
        this.meters = meters;
    }

    /** Jobs that somebody listens to. */
    int jobs() {
        return listeners.size();
    }

    /**
     * The job as it stands, then its news; completes with its end, and fails where the listener is
     * more than {@value #MOST_UNREAD} items behind.
     *
     * @param now finds the job; called when the listener is already registered, so that nothing is
     *     lost in between
     */
    public Multi<Item> of(UUID id, Supplier<JobRecord> now) {
        return Multi.createFrom()
                .<Item>emitter(emitter -> listen(id, now, emitter), MOST_UNREAD)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void listen(UUID id, Supplier<JobRecord> now, MultiEmitter<? super Item> emitter) {
        listeners.compute(
                id,
                (key, known) -> {
                    Set<MultiEmitter<? super Item>> all =
                            known == null ? ConcurrentHashMap.newKeySet() : known;
                    all.add(emitter);
                    return all;
                });
        emitter.onTermination(() -> forget(id, emitter));
        JobRecord job = now.get();
        emitter.emit(new Item(job, List.of()));
        if (job.state().name().terminal()) {
            emitter.complete();
        }
    }

    private void forget(UUID id, MultiEmitter<? super Item> emitter) {
        listeners.computeIfPresent(
                id,
                (key, all) -> {
                    all.remove(emitter);
                    return all.isEmpty() ? null : all;
                });
    }

    void tell(JobRecord job, List<TrainerEvent> events) {
        meters.observe(job, events);
        Set<MultiEmitter<? super Item>> all = listeners.getOrDefault(job.id(), Set.of());
        all.forEach(emitter -> emitter.emit(new Item(job, events)));
        if (job.state().name().terminal()) {
            listeners.remove(job.id());
            all.forEach(MultiEmitter::complete);
        }
    }
}
