package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.simulator.Gate;
import io.aifactory.simulator.model.WorkerModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Algorithm 1 of Mooncake (Qin et al., FAST 2025): the smallest of waiting prompts' time plus own
 * prompt's time, given what each worker holds. Its workers fetch blocks from each other; ours do
 * not, so all prefixes are local unless a balancing threshold says otherwise. It may refuse
 * requests whose TTFT would break the promise.
 */
public final class MooncakeOne implements Router, Gate {
    private record Queued(String workerId, double millis) {}

    private final Forecast forecast;
    private final double balancingThreshold;
    private final double transferMillisPerToken;
    private final boolean refusing;
    private final RandomGenerator random;
    private final Map<String, Double> queueMillis = new HashMap<>();
    private final Map<String, Queued> queued = new HashMap<>();

    /**
     * @param balancingThreshold how many times as much the best worker must hold for its blocks to
     *     be fetched; infinite = never
     * @param transferMillisPerToken of fetched blocks
     * @param refusing whether it turns requests away early
     */
    public MooncakeOne(
            WorkerModel model,
            double balancingThreshold,
            double transferMillisPerToken,
            boolean refusing,
            RandomGenerator random) {
        this.forecast = new Forecast(model);
        this.balancingThreshold = Parameters.notNegative("threshold", balancingThreshold);
        this.transferMillisPerToken = Parameters.notNegative("transfer", transferMillisPerToken);
        this.refusing = refusing;
        this.random = random;
    }

    @Override
    public String policy() {
        return refusing ? "mooncake-refusing" : "mooncake";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double[] costs = costs(request, candidates);
        int chosen = Choice.smallest(costs, random);
        Candidate worker = candidates.get(chosen);
        double own = forecast.prefillMillis(request.promptTokens(), worker.cachedTokens());
        queueMillis.merge(worker.workerId(), own, Double::sum);
        queued.put(request.requestId(), new Queued(worker.workerId(), own));
        return Choice.record(request, policy(), candidates, costs, chosen);
    }

    @Override
    public Verdict judge(RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        return refusing && LlmdScores.min(costs(request, candidates)) > request.slo().ttftMillis()
                ? Verdict.REFUSE
                : Verdict.ROUTE;
    }

    @Override
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.FirstToken first -> computed(first.requestId());
            case RoutingEvent.Finished finished -> computed(finished.requestId());
            case RoutingEvent.Abandoned abandoned -> computed(abandoned.requestId());
            case RoutingEvent.WorkerGone gone -> {
                queueMillis.remove(gone.workerId());
                queued.values().removeIf(q -> q.workerId().equals(gone.workerId()));
            }
            case RoutingEvent.StepObserved step -> {}
        }
    }

    private void computed(String requestId) {
        Queued request = queued.remove(requestId);
        if (request != null) {
            queueMillis.merge(request.workerId(), -request.millis(), Double::sum);
        }
    }

    private double[] costs(RequestFeatures request, List<Candidate> candidates) {
        int best = candidates.stream().mapToInt(Candidate::cachedTokens).max().orElse(0);
        double[] costs = new double[candidates.size()];
        for (int i = 0; i < costs.length; i++) {
            Candidate c = candidates.get(i);
            int prefix = prefix(best, c.cachedTokens());
            costs[i] =
                    transferMillisPerToken * (prefix - c.cachedTokens())
                            + Math.max(0, queueMillis.getOrDefault(c.workerId(), 0.0))
                            + forecast.prefillMillis(request.promptTokens(), prefix);
        }
        return costs;
    }

    /** Tokens that need not be computed: fetched where the best worker holds far more. */
    int prefix(int best, int own) {
        return (double) best / Math.max(1, own) > balancingThreshold ? best : own;
    }
}
