package io.aifactory.simulator.policy;

import io.aifactory.economics.step.StepContent;
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

/**
 * AIBrix' {@code slo-pack-load} (v0.7): every request takes 1/(throughput · latency) of a worker,
 * by a profile over the logarithms of its prompt and answer; the fullest worker that still has room
 * takes the next one, and while none has, it waits. The profile is made from the simulator's model:
 * throughput · latency is the number of such requests that a worker runs at once inside the
 * promise.
 */
public final class AibrixPack implements Router, Gate {
    private record Placed(String workerId, double share) {}

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double FIRST_GUESS = 256;
    private static final double NEWEST = 0.02;

    private final WorkerModel model;
    private final double cap;
    private final Map<String, Double> load = new HashMap<>();
    private final Map<String, Placed> requests = new HashMap<>();
    private final Map<Long, Double> profile = new HashMap<>();
    private double meanOutput = FIRST_GUESS;

    /**
     * @param cap sum of shares up to which a worker has room; as shipped 1
     */
    public AibrixPack(WorkerModel model, double cap) {
        this.model = model;
        this.cap = Parameters.notNegative("cap", cap);
    }

    @Override
    public String policy() {
        return "aibrix-pack";
    }

    @Override
    public Verdict judge(RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        double share = share(request);
        boolean room =
                candidates.stream()
                        .anyMatch(c ->
                                c.load().sequences() == 0 || load(c.workerId()) + share <= cap);
        return room ? Verdict.ROUTE : Verdict.HOLD;
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double share = share(request);
        double[] costs = new double[candidates.size()];
        int chosen = 0;
        for (int i = 0; i < costs.length; i++) {
            double before = load(candidates.get(i).workerId());
            // Above the cap the least full comes first, as nobody waits for ever for an idle fleet.
            costs[i] = before + share <= cap ? -before : 1 + before;
            chosen = costs[i] < costs[chosen] ? i : chosen;
        }
        String worker = candidates.get(chosen).workerId();
        load.merge(worker, share, Double::sum);
        requests.put(request.requestId(), new Placed(worker, share));
        return Choice.record(request, policy(), candidates, costs, chosen);
    }

    @Override
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.Finished finished -> {
                meanOutput += NEWEST * (finished.outputTokens() - meanOutput);
                left(finished.requestId());
            }
            case RoutingEvent.Abandoned abandoned -> left(abandoned.requestId());
            case RoutingEvent.WorkerGone gone -> {
                load.remove(gone.workerId());
                requests.values().removeIf(p -> p.workerId().equals(gone.workerId()));
            }
            case RoutingEvent.FirstToken _, RoutingEvent.StepObserved _ -> {}
        }
    }

    private void left(String requestId) {
        Placed placed = requests.remove(requestId);
        if (placed != null) {
            load.merge(placed.workerId(), -placed.share(), Double::sum);
        }
    }

    private double load(String workerId) {
        return Math.max(0, load.getOrDefault(workerId, 0.0));
    }

    private double share(RequestFeatures request) {
        long in = Math.round(log2(request.promptTokens()));
        long out = Math.round(log2(request.expectedOutput().orElse((int) meanOutput)));
        double itl = Math.min(request.slo().itlMillis(), 1e9);
        return profile.computeIfAbsent(
                in << 32 | out,
                key ->
                        1.0
                                / concurrency(
                                        Math.scalb(1.0, (int) in),
                                        Math.scalb(1.0, (int) out),
                                        itl));
    }

    /** How many requests of this shape a worker runs at once with this time between tokens. */
    int concurrency(double input, double output, double itlMillis) {
        int most = 1;
        for (int n = 2; n <= model.maxSequences(); n++) {
            double prefill = n * input / output;
            double context = n * (input + output / 2);
            boolean fits =
                    n * (input + output) <= (double) model.kvBlocks() * model.blockTokens()
                            && prefill <= model.tokenBudget()
                            && model.time()
                                            .nanos(
                                                    new StepContent(
                                                            n,
                                                            (int) prefill,
                                                            (long) context,
                                                            (long) (prefill * input / 2)))
                                    <= itlMillis * NANOS_PER_MILLI;
            if (!fits) {
                return most;
            }
            most = n;
        }
        return most;
    }

    private static double log2(double tokens) {
        return Math.log(Math.max(1, tokens)) / Math.log(2);
    }
}
