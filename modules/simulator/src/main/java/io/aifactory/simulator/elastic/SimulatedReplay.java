package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.schedulercore.planning.Replay;
import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.schedulercore.planning.WorkerPoint;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;

/**
 * The planner's replays by the simulator: the window comes twice, and only the second time counts,
 * so that the fleet is under load when it begins. Requests go to the worker with the fewest.
 */
public final class SimulatedReplay implements Replay {
    private final ElasticSetup setup;

    /**
     * @param setup its number of workers and its point are replaced by those asked for
     */
    public SimulatedReplay(ElasticSetup setup) {
        this.setup = setup;
    }

    @Override
    public Outcome replay(int workers, WorkerPoint point, LoadWindow window, ServiceGoal goal) {
        int requests = window.requests().size();
        if (workers == 0 || requests == 0) {
            double idle = setup.engine(point).energy().idleWatts();
            return new Outcome(requests, 0, workers * idle);
        }
        ElasticSetup asked = new ElasticSetup(setup.engines(), setup.kind(), goal, workers, point);
        ElasticReport report =
                ElasticRun.steady(asked, Door.FEWEST_IN_FLIGHT, twice(window), window.nanos());
        return new Outcome(requests, report.good(), report.joules() / report.seconds());
    }

    private static List<Arrival> twice(LoadWindow window) {
        List<Arrival> arrivals = new ArrayList<>(2 * window.requests().size());
        for (long start = 0; start <= window.nanos(); start += window.nanos()) {
            for (LoadWindow.Request r : window.requests()) {
                arrivals.add(new Arrival(start + r.nanos(), r.promptTokens(), r.outputTokens()));
            }
        }
        return arrivals;
    }
}
