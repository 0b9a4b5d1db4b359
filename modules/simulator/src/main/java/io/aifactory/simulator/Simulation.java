package io.aifactory.simulator;

import io.aifactory.schedulercore.admission.AdmissionQueue;
import io.aifactory.schedulercore.admission.QueueOrder;
import io.aifactory.schedulercore.admission.Waiting;
import io.aifactory.schedulercore.load.LoadBook;
import io.aifactory.schedulercore.load.LoadBook.Assignment;
import io.aifactory.schedulercore.load.Placement;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.engine.SimulatedWorker.StepResult;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** One run of one policy over one trace. Used once; not thread-safe. */
public final class Simulation {
    private static final String MODEL = "simulated";
    private static final String TENANT = "anonymous";

    /** Equal times keep the order in which the events were made. */
    private record Event(long nanos, long order, int worker) {}

    private final Router router;
    private final List<Arrival> arrivals;
    private final LoadBook book = new LoadBook(1);
    private final AdmissionQueue<SimulatedSequence> queue;
    private final List<SimulatedWorker> workers;
    private final List<String> workerIds;
    private final Map<Integer, Assignment> assignments = new HashMap<>();
    private final List<SimulatedSequence> finished = new ArrayList<>();
    private final PriorityQueue<Event> stepEnds =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
    private long events;

    private Simulation(Scenario scenario, Router router, List<Arrival> arrivals) {
        this.router = router;
        this.arrivals = arrivals;
        this.queue = new AdmissionQueue<>(arrivals.size(), QueueOrder.firstComeFirstServed());
        this.workers =
                IntStream.range(0, scenario.workers())
                        .mapToObj(i ->
                                new SimulatedWorker(scenario.engine(), scenario.tokensPerStep()))
                        .toList();
        this.workerIds =
                IntStream.range(0, scenario.workers()).mapToObj(i -> "worker-" + i).toList();
        workerIds.forEach(id -> book.reported(id, new WorkerReport(scenario.slots(), 0, 0), 0));
    }

    /**
     * Lets every request of the trace run to its end.
     *
     * @param arrivals sorted by time
     */
    public static Report run(Scenario scenario, Router router, List<Arrival> arrivals) {
        Simulation simulation = new Simulation(scenario, router, arrivals);
        long end = simulation.toTheEnd();
        return Report.of(router.policy(), scenario, simulation.finished, end);
    }

    private long toTheEnd() {
        long now = 0;
        int next = 0;
        while (next < arrivals.size() || !stepEnds.isEmpty()) {
            Event stepEnd = stepEnds.peek();
            if (next < arrivals.size()
                    && (stepEnd == null || arrivals.get(next).nanos() < stepEnd.nanos())) {
                now = arrivals.get(next).nanos();
                arrive(new SimulatedSequence(next, arrivals.get(next)), now);
                next++;
            } else {
                Event ended = Objects.requireNonNull(stepEnds.poll());
                now = ended.nanos();
                endStep(ended.worker(), now);
            }
        }
        return now;
    }

    private void arrive(SimulatedSequence sequence, long now) {
        queue.offer(new Waiting<>(sequence, TENANT, now));
        dispatch(now);
    }

    private void endStep(int worker, long now) {
        StepResult result = workers.get(worker).endStep(now);
        result.started().forEach(s -> assignment(s).firstToken());
        result.finished().forEach(s -> assignment(s).release());
        result.finished().forEach(s -> assignments.remove(s.id()));
        finished.addAll(result.finished());
        if (!result.finished().isEmpty()) {
            dispatch(now);
        }
        beginStep(worker, now);
    }

    private void dispatch(long now) {
        while (true) {
            List<Candidate> free =
                    workerIds.stream()
                            .map(id -> new Candidate(id, book.load(id)))
                            .filter(candidate -> candidate.load().hasFreeSlot())
                            .toList();
            if (free.isEmpty()) {
                return;
            }
            Optional<Waiting<SimulatedSequence>> next = queue.poll(sequence -> true);
            if (next.isEmpty()) {
                return;
            }
            place(next.get().item(), free, now);
        }
    }

    private void place(SimulatedSequence sequence, List<Candidate> free, long now) {
        Arrival arrival = sequence.arrival();
        RequestFeatures features =
                new RequestFeatures(
                        Integer.toString(sequence.id()),
                        TENANT,
                        MODEL,
                        arrival.promptTokens(),
                        arrival.outputTokens());
        String chosen = router.route(features, free, now).chosen();
        assignments.put(
                sequence.id(), book.assign(chosen, Placement.of(arrival.promptTokens()), now));
        int worker = workerIds.indexOf(chosen);
        workers.get(worker).admit(sequence);
        beginStep(worker, now);
    }

    private void beginStep(int worker, long now) {
        if (!workers.get(worker).isBusy()) {
            long nanos = workers.get(worker).beginStep();
            if (nanos > 0) {
                stepEnds.add(new Event(now + nanos, events++, worker));
            }
        }
    }

    private Assignment assignment(SimulatedSequence sequence) {
        return Objects.requireNonNull(assignments.get(sequence.id()));
    }
}
