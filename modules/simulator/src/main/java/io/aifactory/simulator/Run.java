package io.aifactory.simulator;

import io.aifactory.simulator.engine.SimulatedWorker;
import java.util.List;

/**
 * What came of one run of one policy.
 *
 * @param policy its name
 * @param scenario in which it ran
 * @param outcomes of all requests, in the order of the trace
 * @param endNanos when the last token came
 * @param busyNanos of all workers together
 * @param stepJoules energy of all steps
 * @param idleJoules energy of the workers while they had no step
 * @param preemptions how often sequences lost their blocks
 */
public record Run(
        String policy,
        Scenario scenario,
        List<Outcome> outcomes,
        long endNanos,
        long busyNanos,
        double stepJoules,
        double idleJoules,
        long preemptions) {
    private static final double NANOS_PER_SECOND = 1e9;

    public Run {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Sums up.
     *
     * @param workers all of the scenario's
     */
    public static Run of(
            String policy,
            Scenario scenario,
            List<SimulatedWorker> workers,
            List<Outcome> outcomes,
            long endNanos) {
        long busy = workers.stream().mapToLong(SimulatedWorker::busyNanos).sum();
        double idleSeconds = ((double) endNanos * workers.size() - busy) / NANOS_PER_SECOND;
        return new Run(
                policy,
                scenario,
                outcomes,
                endNanos,
                busy,
                workers.stream().mapToDouble(SimulatedWorker::stepJoules).sum(),
                idleSeconds * scenario.model().energy().idleWatts(),
                workers.stream().mapToLong(SimulatedWorker::preemptions).sum());
    }

    /** Share of requests that were served inside both promises; 1 without requests. */
    public double goodput() {
        return outcomes.isEmpty()
                ? 1
                : (double) outcomes.stream().filter(Outcome::good).count() / outcomes.size();
    }

    /** Length of the run in seconds. */
    public double seconds() {
        return endNanos / NANOS_PER_SECOND;
    }
}
