package io.aifactory.simulator;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.engine.WorkerListener;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One run of one policy over one trace: workers tell the fleet's books what they do, as live ones
 * would, and every request goes where the policy says. Used once; not thread-safe.
 */
public final class Simulation {
    private static final String MODEL = "simulated";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Scenario scenario;
    private final List<Arrival> arrivals;
    private final Gate gate;
    private final Fleet fleet;
    private final CacheNews news;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final StepClock stepEnds;
    private final HeldRequests held = new HeldRequests();
    private final Outcome[] outcomes;
    private final RequestFeatures[] features;
    private final int longestOutput;
    private long changes;
    private long now;

    private Simulation(Scenario scenario, Router router, List<Arrival> arrivals) {
        this.scenario = scenario;
        this.arrivals = arrivals;
        this.gate = router instanceof Gate own ? own : Gate.OPEN;
        this.fleet =
                new Fleet(
                        router,
                        new IndexedPrefixes(
                                scenario.view()
                                        .index(scenario.workers(), scenario.model().kvBlocks())));
        this.news = new CacheNews(fleet, scenario.view().delayNanos());
        this.stepEnds = new StepClock(scenario.workers());
        this.outcomes = new Outcome[arrivals.size()];
        this.features = new RequestFeatures[arrivals.size()];
        this.longestOutput = arrivals.stream().mapToInt(Arrival::outputTokens).max().orElse(1);
        for (int i = 0; i < scenario.workers(); i++) {
            String id = "worker-" + i;
            workers.add(new SimulatedWorker(i, scenario.model(), new Books()));
            ids.add(id);
            numbers.put(id, i);
        }
        reportAll();
    }

    /**
     * Lets every request of the trace run to its end.
     *
     * @param arrivals sorted by time
     * @throws IllegalArgumentException if they are not, or their blocks are not of the size of the
     *     worker's
     */
    public static Run run(Scenario scenario, Router router, List<Arrival> arrivals) {
        check(scenario.model(), arrivals);
        Simulation simulation = new Simulation(scenario, router, arrivals);
        long end = simulation.toTheEnd();
        return Run.of(
                router.policy(), scenario, simulation.workers, List.of(simulation.outcomes), end);
    }

    private static void check(WorkerModel model, List<Arrival> arrivals) {
        long before = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.nanos() < before) {
                throw new IllegalArgumentException("arrivals must be sorted by time");
            }
            before = arrival.nanos();
            if (arrival.blocks().count() > 0
                    && arrival.blocks().blockTokens() != model.blockTokens()) {
                throw new IllegalArgumentException(
                        "the trace has blocks of %d tokens, worker model '%s' of %d; use a model with blocks of %d"
                                .formatted(
                                        arrival.blocks().blockTokens(),
                                        model.name(),
                                        model.blockTokens(),
                                        arrival.blocks().blockTokens()));
            }
        }
    }

    private long toTheEnd() {
        int next = 0;
        while (next < arrivals.size() || !stepEnds.isEmpty()) {
            long arrival = next < arrivals.size() ? arrivals.get(next).nanos() : Long.MAX_VALUE;
            long end = stepEnds.earliest();
            if (arrival < end) {
                now = arrival;
                arrive(next++);
            } else {
                now = end;
                endStep(stepEnds.poll(), held.isEmpty() ? arrival : now);
            }
        }
        refuseHeld();
        return now;
    }

    private void endStep(int worker, long untilNanos) {
        long before = changes;
        long next = workers.get(worker).endStep(now, untilNanos);
        if (next >= 0) {
            stepEnds.add(worker, next);
        }
        if (changes != before && !held.isEmpty()) {
            releaseHeld();
        }
    }

    private void arrive(int id) {
        Arrival arrival = arrivals.get(id);
        WorkerModel model = scenario.model();
        PromptBlocks blocks =
                arrival.blocks().count() == 0
                        ? blocksOfItsOwn(id, arrival.promptTokens(), model)
                        : arrival.blocks();
        SimulatedSequence sequence = new SimulatedSequence(id, arrival, blocks);
        RequestFeatures request =
                new RequestFeatures(
                        Integer.toString(id),
                        arrival.tenant(),
                        MODEL,
                        arrival.promptTokens(),
                        longestOutput,
                        blocks,
                        scenario.slo().of(model, arrival.promptTokens()),
                        OptionalInt.empty());
        features[id] = request;
        if (!SimulatedWorker.canHold(model, arrival.promptTokens(), arrival.outputTokens())) {
            refuse(sequence);
            return;
        }
        List<Candidate> candidates = candidates(request);
        switch (gate.judge(request, candidates, now)) {
            case ROUTE -> place(request, sequence, candidates);
            case REFUSE -> refuse(sequence);
            case HOLD ->
                    held.add(
                            new HeldRequests.Held(
                                    request,
                                    sequence,
                                    gate.rank(request, candidates, now / NANOS_PER_SECOND)));
        }
    }

    private void releaseHeld() {
        for (HeldRequests.Held first = held.first(); first != null; first = held.first()) {
            List<Candidate> candidates = candidates(first.features());
            Gate.Verdict verdict = gate.judge(first.features(), candidates, now);
            if (verdict == Gate.Verdict.HOLD) {
                return;
            }
            held.removeFirst();
            if (verdict == Gate.Verdict.ROUTE) {
                place(first.features(), first.sequence(), candidates);
            } else {
                refuse(first.sequence());
            }
        }
    }

    /** A gate that holds requests while all workers are idle holds them for ever. */
    private void refuseHeld() {
        for (HeldRequests.Held first = held.first(); first != null; first = held.first()) {
            held.removeFirst();
            refuse(first.sequence());
        }
    }

    private void place(
            RequestFeatures request, SimulatedSequence sequence, List<Candidate> candidates) {
        String chosen = fleet.route(request, candidates, now).chosen();
        int number = Objects.requireNonNull(numbers.get(chosen));
        SimulatedWorker worker = workers.get(number);
        worker.submit(sequence);
        if (!worker.isBusy()) {
            stepEnds.add(number, now + worker.beginStep());
        }
    }

    private void refuse(SimulatedSequence sequence) {
        outcomes[sequence.id()] = Outcome.refused(sequence, features[sequence.id()].slo());
    }

    private List<Candidate> candidates(RequestFeatures request) {
        news.deliver(now);
        reportAll();
        return fleet.candidates(request);
    }

    private void reportAll() {
        for (int i = 0; i < ids.size(); i++) {
            fleet.reported(ids.get(i), workers.get(i).report());
        }
    }

    /** Hashes that no trace uses: traces count from 0 or draw at random from all. */
    private static PromptBlocks blocksOfItsOwn(int id, int promptTokens, WorkerModel model) {
        long[] hashes = new long[model.blocksFor(promptTokens)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Long.MIN_VALUE | ((long) id << 24) | i;
        }
        return new PromptBlocks(model.blockTokens(), hashes);
    }

    private final class Books implements WorkerListener {
        @Override
        public void firstToken(SimulatedSequence sequence, long nowNanos) {
            changes++;
            fleet.firstToken(features[sequence.id()].requestId(), nowNanos);
        }

        @Override
        public void finished(SimulatedSequence sequence, long nowNanos) {
            changes++;
            RequestFeatures request = features[sequence.id()];
            fleet.finished(request.requestId(), sequence.arrival().outputTokens(), nowNanos);
            outcomes[sequence.id()] = Outcome.of(sequence, request.slo());
        }

        @Override
        public void step(int worker, StepContent content, long nanos, double joules) {
            fleet.step(ids.get(worker), content, nanos, joules);
        }

        @Override
        public void stored(int worker, PromptBlocks blocks, int from, int to) {
            news.stored(ids.get(worker), blocks, from, to, now);
        }

        @Override
        public void removed(int worker, long hash) {
            news.removed(ids.get(worker), hash, now);
        }
    }
}
