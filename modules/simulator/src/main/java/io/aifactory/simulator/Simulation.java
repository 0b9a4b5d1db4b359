package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.trace.Arrival;
import java.util.List;

/**
 * One run of one policy over one trace: every request goes where the policy says. Used once; not
 * thread-safe.
 */
public final class Simulation {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Requests requests;
    private final Gate gate;
    private final WorkerPool pool;
    private final HeldRequests held = new HeldRequests();
    private long changes;

    private Simulation(Scenario scenario, Router router, List<Arrival> arrivals) {
        this.requests = new Requests(scenario.model(), scenario.slo(), arrivals);
        this.gate = router instanceof Gate own ? own : Gate.OPEN;
        this.pool =
                new WorkerPool(
                        "worker",
                        scenario.workers(),
                        scenario.model(),
                        scenario.view(),
                        router,
                        new Changes());
    }

    /**
     * Lets every request of the trace run to its end.
     *
     * @param arrivals sorted by time
     * @throws IllegalArgumentException if they are not, or their blocks are not of the size of the
     *     worker's
     */
    public static Run run(Scenario scenario, Router router, List<Arrival> arrivals) {
        Simulation simulation = new Simulation(scenario, router, arrivals);
        long end = simulation.toTheEnd();
        return Run.of(
                router.policy(),
                scenario,
                simulation.pool.workers(),
                simulation.requests.outcomes(),
                end);
    }

    private long toTheEnd() {
        long now = 0;
        int next = 0;
        while (next < requests.count() || pool.nextStepEndNanos() != Long.MAX_VALUE) {
            long arrival = requests.nanos(next);
            long end = pool.nextStepEndNanos();
            if (arrival < end) {
                now = arrival;
                arrive(next++, now);
            } else {
                now = end;
                endStep(now, held.isEmpty() ? arrival : now);
            }
        }
        refuseHeld();
        return now;
    }

    private void endStep(long now, long untilNanos) {
        long before = changes;
        pool.endStep(untilNanos);
        if (changes != before && !held.isEmpty()) {
            releaseHeld(now);
        }
    }

    private void arrive(int id, long now) {
        SimulatedSequence sequence = requests.arrive(id);
        if (!requests.fits(sequence)) {
            requests.refused(sequence);
            return;
        }
        RequestFeatures request = requests.features(sequence);
        List<Candidate> candidates = pool.candidates(request, now);
        switch (gate.judge(request, candidates, now)) {
            case ROUTE -> place(request, sequence, candidates, now);
            case REFUSE -> requests.refused(sequence);
            case HOLD ->
                    held.add(
                            new HeldRequests.Held(
                                    request,
                                    sequence,
                                    gate.rank(request, candidates, now / NANOS_PER_SECOND)));
        }
    }

    private void releaseHeld(long now) {
        for (HeldRequests.Held first = held.first(); first != null; first = held.first()) {
            List<Candidate> candidates = pool.candidates(first.features(), now);
            Gate.Verdict verdict = gate.judge(first.features(), candidates, now);
            if (verdict == Gate.Verdict.HOLD) {
                return;
            }
            held.removeFirst();
            if (verdict == Gate.Verdict.ROUTE) {
                place(first.features(), first.sequence(), candidates, now);
            } else {
                requests.refused(first.sequence());
            }
        }
    }

    /** A gate that holds requests while all workers are idle holds them for ever. */
    private void refuseHeld() {
        for (HeldRequests.Held first = held.first(); first != null; first = held.first()) {
            held.removeFirst();
            requests.refused(first.sequence());
        }
    }

    private void place(
            RequestFeatures request,
            SimulatedSequence sequence,
            List<Candidate> candidates,
            long now) {
        pool.submit(pool.route(request, candidates, now).workerId(), sequence, now);
    }

    private final class Changes implements WorkerPool.Listener {
        @Override
        public void firstToken(String workerId, SimulatedSequence sequence, long nowNanos) {
            changes++;
        }

        @Override
        public void finished(String workerId, SimulatedSequence sequence, long nowNanos) {
            changes++;
            requests.finished(sequence);
        }
    }
}
