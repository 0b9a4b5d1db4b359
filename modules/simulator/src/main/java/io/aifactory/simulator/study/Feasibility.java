package io.aifactory.simulator.study;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.List;

/**
 * What no scheduler can change: requests whose promise is out of reach even with a worker for
 * themselves.
 *
 * @param share of requests that could be good, from 0 to 1
 * @param tooLarge requests that no worker can hold
 * @param ttft requests whose prompt alone takes longer than promised
 * @param itl requests of which even a step for them alone takes longer than promised
 */
public record Feasibility(double share, int tooLarge, int ttft, int itl) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of a workload's first seed; nothing is taken to be cached. */
    public static Feasibility of(Scenario scenario, List<Arrival> arrivals) {
        WorkerModel model = scenario.model();
        int good = 0;
        int tooLarge = 0;
        int ttft = 0;
        int itl = 0;
        for (Arrival arrival : arrivals) {
            Slo slo = scenario.slo().of(model, arrival.promptTokens());
            boolean large =
                    !SimulatedWorker.canHold(model, arrival.promptTokens(), arrival.outputTokens());
            boolean late = model.isolatedMillis(arrival.promptTokens()) > slo.ttftMillis();
            double step =
                    model.time().nanos(new StepContent(1, 0, arrival.promptTokens()))
                            / NANOS_PER_MILLI;
            boolean slow = arrival.outputTokens() > 1 && step > slo.itlMillis();
            tooLarge += large ? 1 : 0;
            ttft += late ? 1 : 0;
            itl += slow ? 1 : 0;
            good += large || late || slow ? 0 : 1;
        }
        return new Feasibility(
                arrivals.isEmpty() ? 1 : (double) good / arrivals.size(), tooLarge, ttft, itl);
    }

    /** A sentence for people. */
    public String text(int requests) {
        return String.format(
                java.util.Locale.ROOT,
                "at most %.1f %% of the requests can be good, whoever schedules: of %d, %d fit into no worker, %d take longer to their first token than promised with a worker for themselves and nothing cached, %d between tokens",
                100 * share,
                requests,
                tooLarge,
                ttft,
                itl);
    }
}
