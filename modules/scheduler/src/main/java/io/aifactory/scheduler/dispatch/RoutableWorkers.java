package io.aifactory.scheduler.dispatch;

import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.schedulercore.load.LoadBook;
import io.aifactory.schedulercore.load.LoadBook.Assignment;
import io.aifactory.schedulercore.load.Placement;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workers that requests may go to, and their load. Guarded by the dispatcher's lock. */
final class RoutableWorkers {
    private record Routable(
            String model, String manifest, Set<AdapterChoice> adapters, WorkerReport report) {
        boolean understands(Ticket ticket) {
            return hasVersionOf(ticket)
                    && (ticket.adapter().isNone() || adapters.contains(ticket.adapter()));
        }

        boolean hasVersionOf(Ticket ticket) {
            return model.equals(ticket.features().model()) && manifest.equals(ticket.manifest());
        }

        boolean hasOtherAdapter(Ticket ticket) {
            return adapters.stream()
                    .anyMatch(adapter ->
                            adapter.name().equals(ticket.adapter().name())
                                    && !adapter.equals(ticket.adapter()));
        }
    }

    private final LoadBook book = new LoadBook(1);
    private final Map<String, Routable> workers = new LinkedHashMap<>();

    void reported(
            String workerId,
            String model,
            String manifest,
            Set<AdapterChoice> adapters,
            WorkerReport report,
            int inFlightWhenAsked) {
        workers.put(workerId, new Routable(model, manifest, adapters, report));
        book.reported(workerId, report, inFlightWhenAsked);
    }

    /** Returns the model it served until now. */
    Optional<String> lost(String workerId) {
        return Optional.ofNullable(workers.remove(workerId)).map(Routable::model);
    }

    void full(String workerId) {
        Routable worker = workers.get(workerId);
        if (worker != null) {
            int slots = worker.report().slots();
            book.reported(workerId, new WorkerReport(slots, slots, 0), 0);
        }
    }

    /** Returns the model it served until now. */
    Optional<String> forgotten(String workerId) {
        book.forget(workerId);
        return lost(workerId);
    }

    boolean contains(String workerId) {
        return workers.containsKey(workerId);
    }

    int inFlight(String workerId) {
        return book.inFlight(workerId);
    }

    int inFlight() {
        return book.inFlight();
    }

    /** Slots of all workers of this model. */
    int slots(String model) {
        return workers.values().stream()
                .filter(worker -> worker.model().equals(model))
                .mapToInt(worker -> worker.report().slots())
                .sum();
    }

    /**
     * Whether workers serve this ticket's model, but none of them its version, or its adapter in
     * another version only. Where there are workers without the adapter, one that has it may be
     * about to come back.
     */
    boolean replaced(Ticket ticket) {
        List<Routable> serving =
                workers.values().stream()
                        .filter(worker -> worker.model().equals(ticket.features().model()))
                        .filter(worker -> worker.report().slots() > 0)
                        .toList();
        return !serving.isEmpty()
                && serving.stream().noneMatch(worker -> worker.understands(ticket))
                && (serving.stream().noneMatch(worker -> worker.hasVersionOf(ticket))
                        || serving.stream().anyMatch(worker -> worker.hasOtherAdapter(ticket)));
    }

    /** Workers with a free slot for this ticket; those it avoids only if there is no other. */
    List<Candidate> candidates(Ticket ticket) {
        List<Candidate> free =
                workers.entrySet().stream()
                        .filter(worker -> worker.getValue().understands(ticket))
                        .map(worker -> new Candidate(worker.getKey(), book.load(worker.getKey())))
                        .filter(candidate -> candidate.load().hasFreeSlot())
                        .toList();
        List<Candidate> preferred =
                free.stream().filter(c -> !ticket.avoided().contains(c.workerId())).toList();
        return preferred.isEmpty() ? free : preferred;
    }

    Assignment assign(String workerId, int promptTokens, long nowNanos) {
        return book.assign(workerId, Placement.of(promptTokens), nowNanos);
    }
}
