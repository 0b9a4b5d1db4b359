package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.model.WorkerModel;
import java.util.List;
import java.util.random.RandomGenerator;

/** The earliest first token, by a predictor that knows the simulated worker's step times. */
public final class PredictedTtft implements Router {
    private final Forecast forecast;
    private final RandomGenerator random;

    public PredictedTtft(WorkerModel model, RandomGenerator random) {
        this.forecast = new Forecast(model);
        this.random = random;
    }

    @Override
    public String policy() {
        return "predicted-ttft";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double[] costs =
                candidates.stream().mapToDouble(c -> forecast.ttftMillis(request, c)).toArray();
        return Choice.record(request, policy(), candidates, costs, Choice.smallest(costs, random));
    }
}
