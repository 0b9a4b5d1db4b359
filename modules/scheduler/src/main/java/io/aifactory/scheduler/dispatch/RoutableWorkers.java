package io.aifactory.scheduler.dispatch;

import io.aifactory.economics.step.StepContent;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workers that requests may go to, and what is known of them. Guarded by the dispatcher's lock.
 */
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

    private final Map<String, Routable> workers = new LinkedHashMap<>();

    /** What each worker last served, those that are lost for now included. */
    private final Map<String, String> manifests = new LinkedHashMap<>();

    private final Fleet fleet;

    RoutableWorkers(Policy policy) {
        this.fleet =
                new Fleet(
                        policy.router(worker -> manifests.getOrDefault(worker, "")),
                        new IndexedPrefixes(
                                new PrefixIndex(
                                        IndexLimits.DEFAULT, PrefixIndex.SPECULATIVE_TTL_NANOS)));
    }

    void reported(
            String workerId,
            String model,
            String manifest,
            Set<AdapterChoice> adapters,
            WorkerReport report,
            int inFlightWhenAsked) {
        String before = manifests.put(workerId, manifest);
        if (before != null && !before.equals(manifest)) {
            fleet.gone(workerId); // its times and its cache are those of another model
        }
        workers.put(workerId, new Routable(model, manifest, adapters, report));
        fleet.reported(workerId, report, inFlightWhenAsked);
    }

    /** Returns the model it served until now. */
    Optional<String> lost(String workerId) {
        return Optional.ofNullable(workers.remove(workerId)).map(Routable::model);
    }

    void full(String workerId) {
        Routable worker = workers.get(workerId);
        if (worker != null) {
            int slots = worker.report().slots();
            fleet.reported(workerId, new WorkerReport(slots, slots, 0), 0);
        }
    }

    /** Returns the model it served until now. */
    Optional<String> forgotten(String workerId) {
        fleet.gone(workerId);
        manifests.remove(workerId);
        return lost(workerId);
    }

    boolean contains(String workerId) {
        return workers.containsKey(workerId);
    }

    int inFlight(String workerId) {
        return fleet.inFlight(workerId);
    }

    int inFlight() {
        return fleet.inFlight();
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

    /** Whether a worker has a free slot for this ticket. */
    boolean haveRoomFor(Ticket ticket) {
        return workers.entrySet().stream().anyMatch(worker -> hasRoom(worker, ticket));
    }

    /**
     * Places a ticket; on a worker it avoids only if there is no other.
     *
     * @return empty if no worker has a free slot for it
     */
    Optional<DecisionRecord> route(Ticket ticket, long nowNanos) {
        List<String> free =
                workers.entrySet().stream()
                        .filter(worker -> hasRoom(worker, ticket))
                        .map(Map.Entry::getKey)
                        .toList();
        List<String> preferred =
                free.stream().filter(id -> !ticket.avoided().contains(id)).toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        fleet.passed(nowNanos);
        List<Candidate> candidates =
                fleet.candidates(ticket.features(), preferred.isEmpty() ? free : preferred);
        return Optional.of(fleet.route(ticket.features(), candidates, nowNanos));
    }

    private boolean hasRoom(Map.Entry<String, Routable> worker, Ticket ticket) {
        return worker.getValue().understands(ticket) && fleet.load(worker.getKey()).hasFreeSlot();
    }

    /** The prompt of a sequence is computed. */
    void firstToken(String sequenceId, long nowNanos) {
        fleet.firstToken(sequenceId, nowNanos);
    }

    /** A sequence has come to its end. */
    void finished(String sequenceId, int outputTokens, long nowNanos) {
        fleet.finished(sequenceId, outputTokens, nowNanos);
    }

    /** A sequence has left its worker before its end. */
    void abandoned(String sequenceId) {
        fleet.abandoned(sequenceId);
    }

    void cleared(String workerId) {
        if (isKnown(workerId)) {
            fleet.cleared(workerId);
        }
    }

    void stored(String workerId, PromptBlocks blocks) {
        if (isKnown(workerId)) {
            fleet.stored(workerId, blocks, 0, blocks.count());
        }
    }

    void removed(String workerId, long block) {
        if (isKnown(workerId)) {
            fleet.removed(workerId, block);
        }
    }

    void stepped(String workerId, StepContent content, long nanos, double joules) {
        if (isKnown(workerId)) {
            fleet.step(workerId, content, nanos, joules);
        }
    }

    /** Also of one that is lost for now: it may come back with all that it keeps. */
    private boolean isKnown(String workerId) {
        return manifests.containsKey(workerId);
    }
}
