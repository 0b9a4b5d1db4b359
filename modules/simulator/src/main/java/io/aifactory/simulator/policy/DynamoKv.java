package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * NVIDIA Dynamo's KV-aware cost in its current form (read in its source, 2026): blocks to be
 * computed, less a credit for those held, and blocks that decode, added in one unit. Loads are the
 * router's own: prompts in flight until their first token, different blocks of all requests in
 * flight.
 */
public final class DynamoKv implements Router {
    private final String name;
    private final DynamoKnobs knobs;
    private final RandomGenerator random;
    private final ActiveBlocks active = new ActiveBlocks();

    /**
     * @param name in tables, because one is tried with many settings
     */
    public DynamoKv(String name, DynamoKnobs knobs, RandomGenerator random) {
        this.name = name;
        this.knobs = knobs;
        this.random = random;
    }

    @Override
    public String policy() {
        return name;
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double least =
                candidates.stream()
                        .mapToDouble(c -> c.load().pendingPromptTokens())
                        .min()
                        .orElse(0);
        double[] costs = new double[candidates.size()];
        for (int i = 0; i < costs.length; i++) {
            Candidate candidate = candidates.get(i);
            costs[i] = cost(request, candidate, least);
        }
        int chosen = Temperature.draw(costs, knobs.temperature(), random);
        active.placed(request, candidates.get(chosen).workerId());
        return Choice.record(request, name, candidates, costs, chosen);
    }

    @Override
    public void observed(RoutingEvent event) {
        active.observed(event);
    }

    private double cost(RequestFeatures request, Candidate candidate, double leastPrefill) {
        int block = request.blocks().blockTokens();
        double pending = candidate.load().pendingPromptTokens();
        double raw =
                knobs.prefillTracking()
                        ? rawPrefillBlocks(
                                pending, request.promptTokens(), candidate.cachedTokens(), block)
                        : 0;
        double credit =
                credit(
                        (double) candidate.cachedTokens() / block,
                        (pending - leastPrefill) / block,
                        Math.ceil((double) request.promptTokens() / block));
        double decode =
                active.count(candidate.workerId())
                        + active.additional(request, candidate.workerId());
        return logit(raw, credit, decode, candidate.load().sequences());
    }

    /**
     * Blocks that are to be computed on a worker if the request goes there, before any credit.
     *
     * @param activePrefill prompt tokens in flight there
     * @param isl tokens of the prompt
     * @param cached of them that the worker holds; more than isl if its blocks reach further
     */
    static double rawPrefillBlocks(double activePrefill, double isl, double cached, int block) {
        return (activePrefill + Math.max(0, isl - cached) + cached) / block;
    }

    /**
     * Blocks that need not be computed.
     *
     * @param overlap blocks that the worker holds
     * @param ahead blocks by which its prompts in flight exceed those of the least busy worker
     * @param requestBlocks of the prompt
     */
    double credit(double overlap, double ahead, double requestBlocks) {
        double decay =
                knobs.overlapCreditDecay() > 0 && knobs.prefillTracking()
                        ? 1 / (1 + knobs.overlapCreditDecay() * ahead / requestBlocks)
                        : 1;
        return knobs.overlapCredit() * decay * overlap;
    }

    /** The cost; the smallest is chosen. */
    double logit(double rawPrefill, double credit, double decodeBlocks, double activeRequests) {
        return knobs.prefillLoadScale() * Math.max(0, rawPrefill - credit)
                + decodeBlocks
                + knobs.activeRequestWeight() * activeRequests;
    }
}
