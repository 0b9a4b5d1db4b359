package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.FleetView;
import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.PlanAction;
import io.aifactory.schedulercore.planning.WorkerPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The fleet at a moment of the simulation, and what can be done to it. Requests for which no worker
 * has room wait in order of arrival. Not thread-safe.
 */
public final class ElasticFleet {
    /** Equal times keep the order in which the events were made. */
    record Event(long nanos, long order, ElasticWorker worker, int runNumber) {
        private static final int READY = -1;

        boolean isReady() {
            return runNumber == READY;
        }
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private final ElasticSetup setup;
    private final Door door;
    private final Consumer<ElasticRequest> whenFinished;
    private final PowerLedger ledger = new PowerLedger();
    private final Map<String, ElasticWorker> workers = new LinkedHashMap<>();
    private final Deque<ElasticRequest> waiting = new ArrayDeque<>();
    private final ArrivalLog log = new ArrivalLog();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
    private long order;
    private int started;
    private long now;
    private int coldStarts;
    private int ended;
    private int missed;

    ElasticFleet(ElasticSetup setup, Door door, Consumer<ElasticRequest> whenFinished) {
        this.setup = setup;
        this.door = door;
        this.whenFinished = whenFinished;
        for (int i = 0; i < setup.workers(); i++) {
            ready(add(setup.point()));
        }
    }

    /** The fleet as a planner sees it. */
    public FleetView view() {
        return new FleetView(
                workers.values().stream()
                        .map(w -> new FleetView.Worker(w.id(), w.point(), w.phase(), false))
                        .toList(),
                OptionalInt.empty(),
                waiting.size());
    }

    /** What came until now. */
    public ArrivalLog arrivals() {
        return log;
    }

    /** Requests that ended so far. */
    public int ended() {
        return ended;
    }

    /** Those of them that missed the goal. */
    public int missed() {
        return missed;
    }

    /** What was drawn until now. */
    public PowerLedger ledger() {
        workers.values().forEach(w -> w.book(now));
        return ledger;
    }

    /** Prompt tokens that a worker has not computed yet; 0 for one that is not there. */
    public long pendingPromptTokens(String workerId) {
        return Optional.ofNullable(workers.get(workerId))
                .map(ElasticWorker::pendingPromptTokens)
                .orElse(0L);
    }

    /** Mean time of a worker's steps since this was asked last; 0 if it made none. */
    public double takeMeanStepNanos(String workerId) {
        return Optional.ofNullable(workers.get(workerId))
                .map(ElasticWorker::takeMeanStepNanos)
                .orElse(0.0);
    }

    /** What a worker's step would draw without a cap; 0 if it has nothing to do. */
    public double wantedWatts(String workerId) {
        return Optional.ofNullable(workers.get(workerId))
                .map(ElasticWorker::wantedWatts)
                .orElse(0.0);
    }

    /**
     * Carries an action out. A start takes as long and as much as the setup says.
     *
     * @throws IllegalArgumentException if the worker is not there, or not in a phase for it:
     *     nothing is stopped that has not been drained
     */
    public void apply(PlanAction action) {
        switch (action) {
            case PlanAction.Start start -> start(start.point());
            case PlanAction.Drain drain -> worker(drain.workerId()).drain(true, now);
            case PlanAction.Resume resume -> worker(resume.workerId()).drain(false, now);
            case PlanAction.Stop stop -> stop(worker(stop.workerId()));
            case PlanAction.ChangePoint change ->
                    changePoint(worker(change.workerId()), change.point());
        }
        dispatch();
    }

    private void start(WorkerPoint point) {
        ElasticWorker worker = add(point);
        coldStarts++;
        long ready = now + Math.round(setup.kind().coldStart().seconds() * NANOS_PER_SECOND);
        events.add(new Event(ready, order++, worker, Event.READY));
    }

    private ElasticWorker add(WorkerPoint point) {
        String id = "worker-" + started++;
        ElasticWorker worker =
                new ElasticWorker(
                        id,
                        setup.engine(point),
                        point,
                        setup.kind().coldStart().watts(),
                        ledger,
                        now);
        workers.put(id, worker);
        return worker;
    }

    private void ready(ElasticWorker worker) {
        worker.becomesReady(now);
        door.reported(worker);
    }

    private void stop(ElasticWorker worker) {
        if (!(worker.phase() instanceof Draining) || worker.inFlight() > 0) {
            throw new IllegalArgumentException(
                    worker.id() + " is " + worker.phase() + "; drain it before it is stopped");
        }
        worker.book(now);
        workers.remove(worker.id());
        door.gone(worker);
    }

    private void changePoint(ElasticWorker worker, WorkerPoint point) {
        if (!point.reachableFrom(worker.point())) {
            throw new IllegalArgumentException(
                    worker.id()
                            + " cannot change from "
                            + worker.point()
                            + " to "
                            + point
                            + " without another start");
        }
        worker.changePoint(point, now);
        if (!worker.isStarting()) {
            door.reported(worker);
        }
        runs(worker);
    }

    private ElasticWorker worker(String id) {
        return Optional.ofNullable(workers.get(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no worker " + id));
    }

    void moveTo(long nanos) {
        now = nanos;
    }

    Optional<Event> nextEvent() {
        return Optional.ofNullable(events.peek());
    }

    void handle(Event event) {
        events.remove();
        ElasticWorker worker = event.worker();
        if (event.isReady()) {
            ready(worker);
            dispatch();
        } else if (worker.isBusy() && event.runNumber() == worker.runNumber()) {
            ElasticWorker.Result result = worker.end(now);
            door.stepped(worker, result.steps());
            result.started().forEach(r -> door.firstToken(r, now));
            result.finished().forEach(this::finished);
            dispatch();
            if (!worker.isBusy()) {
                worker.begin(now);
                runs(worker);
            }
        }
    }

    void arrive(ElasticRequest request) {
        log.add(request.arrival());
        waiting.addLast(request);
        dispatch();
    }

    int waiting() {
        return waiting.size();
    }

    int coldStarts() {
        return coldStarts;
    }

    boolean isAtRest() {
        return waiting.isEmpty() && workers.values().stream().allMatch(w -> w.inFlight() == 0);
    }

    int size() {
        return workers.size();
    }

    private void finished(ElasticRequest request) {
        door.finished(request, now);
        ended++;
        missed += request.isWithin(setup.goal()) ? 0 : 1;
        whenFinished.accept(request);
    }

    /** Places who waits, and only then begins steps, so that all who come together share one. */
    private void dispatch() {
        Set<ElasticWorker> chosen = new LinkedHashSet<>();
        List<ElasticWorker> free = free();
        while (!waiting.isEmpty() && !free.isEmpty()) {
            ElasticRequest request = waiting.removeFirst();
            ElasticWorker worker = door.choose(request, free, now);
            worker.book(now);
            worker.admit(request, now);
            chosen.add(worker);
            free = free();
        }
        for (ElasticWorker worker : chosen) {
            if (!worker.isBusy()) {
                worker.begin(now);
            }
            runs(worker);
        }
    }

    private List<ElasticWorker> free() {
        List<ElasticWorker> free = new ArrayList<>(workers.size());
        for (ElasticWorker worker : workers.values()) {
            if (worker.takesRequests()) {
                free.add(worker);
            }
        }
        return free;
    }

    private void runs(ElasticWorker worker) {
        if (worker.isBusy()) {
            events.add(new Event(worker.runEnd(), order++, worker, worker.runNumber()));
        }
    }
}
