package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.model.WorkerModel;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * llm-d's latency scorer: headroom = promise − prediction of TTFT and of time per output token,
 * each scaled to 0…1 over the workers and blended 0.8 : 0.2. Workers with headroom in both go
 * first, by the least or the most of it; if there are none, idle ones, then those that fail only
 * the time per token, only the TTFT, both, by the least. Its filters and its random picker are left
 * out.
 */
public final class LlmdLatency implements Router {
    private static final double TTFT_WEIGHT = 0.8;

    /** Larger than any blended score, so that a worse class never wins by its score. */
    private static final double CLASS = 10;

    private final Forecast forecast;
    private final boolean most;
    private final RandomGenerator random;

    /**
     * @param most headroom instead of the least; as shipped the least
     */
    public LlmdLatency(WorkerModel model, boolean most, RandomGenerator random) {
        this.forecast = new Forecast(model);
        this.most = most;
        this.random = random;
    }

    @Override
    public String policy() {
        return "llm-d-latency";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        int count = candidates.size();
        double[] ttft = new double[count];
        double[] itl = new double[count];
        boolean[] idle = new boolean[count];
        for (int i = 0; i < count; i++) {
            Candidate c = candidates.get(i);
            ttft[i] = finite(request.slo().ttftMillis()) - forecast.ttftMillis(request, c);
            itl[i] = finite(request.slo().itlMillis()) - forecast.itlMillis(request, c);
            idle[i] = c.load().sequences() == 0;
        }
        double[] costs = costs(ttft, itl, idle, most);
        return Choice.record(request, policy(), candidates, costs, Choice.smallest(costs, random));
    }

    /**
     * @param ttft headroom of each worker in milliseconds; negative = the promise would be broken
     * @param itl the same for the time between tokens
     */
    static double[] costs(double[] ttft, double[] itl, boolean[] idle, boolean most) {
        double[] t = scaled(ttft);
        double[] p = scaled(itl);
        boolean tVaries = LlmdScores.max(ttft) > LlmdScores.min(ttft);
        boolean pVaries = LlmdScores.max(itl) > LlmdScores.min(itl);
        double tWeight = tVaries ? TTFT_WEIGHT : 0;
        double pWeight = pVaries ? 1 - TTFT_WEIGHT : 0;
        double sum = Math.max(tWeight + pWeight, Double.MIN_NORMAL);
        double[] costs = new double[ttft.length];
        for (int i = 0; i < costs.length; i++) {
            double blend = (tWeight * t[i] + pWeight * p[i]) / sum;
            int worse = rank(ttft[i] >= 0, itl[i] >= 0, idle[i]);
            costs[i] = CLASS * worse + (worse == 0 && most ? 1 - blend : blend);
        }
        return costs;
    }

    private static int rank(boolean ttftHolds, boolean itlHolds, boolean idle) {
        if (ttftHolds && itlHolds) {
            return 0;
        }
        if (idle) {
            return 1;
        }
        return ttftHolds ? 2 : itlHolds ? 3 : 4;
    }

    private static double[] scaled(double[] values) {
        double least = LlmdScores.min(values);
        double range = LlmdScores.max(values) - least;
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = range == 0 ? 0 : (values[i] - least) / range;
        }
        return scaled;
    }

    private static double finite(double bound) {
        return Double.isInfinite(bound) ? 1e12 : bound;
    }
}
