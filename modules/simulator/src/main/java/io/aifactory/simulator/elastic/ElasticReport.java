package io.aifactory.simulator.elastic;

/**
 * The figures of one run.
 *
 * @param requests that came
 * @param unserved of them were not finished when the run was given up
 * @param good of them met both bounds of the goal
 * @param outputTokens of those that finished
 * @param seconds the run took
 * @param workerSeconds from start to stop of all workers together
 * @param parkedJoules of devices without a worker
 * @param coldStarts workers that were started
 * @param ttftP99Millis 99th percentile of those that finished
 * @param itlP99Millis as before, mean of each request
 * @param ledger of all joules but the parked
 */
public record ElasticReport(
        int requests,
        int unserved,
        int good,
        long outputTokens,
        double seconds,
        double workerSeconds,
        double parkedJoules,
        int coldStarts,
        double ttftP99Millis,
        double itlP99Millis,
        PowerLedger ledger) {
    /** Share of good requests; 1 if none came. */
    public double share() {
        return requests == 0 ? 1 : (double) good / requests;
    }

    /** Joules of everything. */
    public double joules() {
        double joules = parkedJoules;
        for (PowerLedger.Use use : PowerLedger.Use.values()) {
            joules += ledger.joules(use);
        }
        return joules;
    }

    /** Joules for each output token; NaN without any. */
    public double joulesPerToken() {
        return joules() / outputTokens;
    }

    /** Mean number of workers that held devices. */
    public double meanWorkers() {
        return workerSeconds / seconds;
    }
}
