package io.aifactory.schedulercore.planning;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The fleet as it is.
 *
 * @param workers all that occupy devices, from the moment their start was ordered to the moment
 *     they are stopped
 * @param manualWorkers how many a person wants; empty = as many as it takes
 * @param waiting requests for which no worker had room
 */
public record FleetView(List<Worker> workers, OptionalInt manualWorkers, int waiting) {
    /**
     * One worker.
     *
     * @param id unique in the fleet
     * @param point at which it runs or starts
     * @param phase where it is between start and stop
     * @param pinned a person wants it left as it is: never drained or changed
     */
    public record Worker(String id, WorkerPoint point, Phase phase, boolean pinned) {}

    /** Between start and stop. */
    public sealed interface Phase {}

    /** Loading; until then its start is the one action that is pending on it. */
    public record Starting() implements Phase {}

    /**
     * Serving.
     *
     * @param inFlight requests it has
     */
    public record Ready(int inFlight) implements Phase {}

    /**
     * Finishing what it has and taking nothing new.
     *
     * @param inFlight requests it still has
     */
    public record Draining(int inFlight) implements Phase {}

    public FleetView {
        workers = List.copyOf(workers);
        Set<String> ids = new HashSet<>();
        for (Worker worker : workers) {
            if (!ids.add(worker.id())) {
                throw new IllegalArgumentException("two workers are called " + worker.id());
            }
        }
        if (waiting < 0 || manualWorkers.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    waiting + " waiting and " + manualWorkers + " workers wanted: not below 0");
        }
    }

    /** Nobody interferes and nobody waits. */
    public FleetView(List<Worker> workers) {
        this(workers, OptionalInt.empty(), 0);
    }

    /** Workers that serve or will. */
    public List<Worker> live() {
        return workers.stream().filter(w -> !(w.phase() instanceof Draining)).toList();
    }
}
