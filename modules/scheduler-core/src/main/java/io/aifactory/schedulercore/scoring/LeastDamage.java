package io.aifactory.schedulercore.scoring;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.load.LengthSketch;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import io.aifactory.schedulercore.routing.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker on which a request does the least damage, in milliseconds: its own time to the first
 * token, the promises that break by it (its own and those of the sequences that are there already),
 * worker time, what is pushed out of the cache, and energy. A worker on which no promise is
 * expected to break is preferred to all on which one is. See {@code docs/adr/0031}.
 */
public final class LeastDamage implements Router {
    /** Its name in configuration and records. */
    public static final String NAME = "least-damage";

    /** A promise that is more likely to break than to be kept is expected to break. */
    private static final double LIKELY = 0.5;

    private final Lessons lessons;
    private final Mirrors mirrors;
    private final ReuseShare reuse = new ReuseShare();
    private final Forecast forecast;
    private final Weights weights;
    private final Ledger ledger = new Ledger();
    private final Consumer<DecisionRecord> completed;

    /**
     * @param engines learns here what steps take
     * @param costs of energy and of a worker's time
     * @param completed is told of each decision once its request has ended, with the outcome
     */
    public LeastDamage(EngineModel engines, CostModel costs, Consumer<DecisionRecord> completed) {
        this.lessons = new Lessons(engines);
        this.mirrors = lessons.mirrors();
        this.forecast = new Forecast(lessons.experience(), reuse);
        this.weights = new Weights(costs);
        this.completed = completed;
    }

    /** Nobody is told of outcomes. */
    public LeastDamage(EngineModel engines, CostModel costs) {
        this(engines, costs, decision -> {});
    }

    @Override
    public String policy() {
        return NAME;
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
        mirrors.agree(candidates).forEach(ledger::lost);
        LengthSketch lengths = mirrors.lengths(request);
        double promise = weights.promise(request);
        double workWeight = weights.work(promise);
        List<ScoredCandidate> scored = new ArrayList<>(candidates.size());
        double misses = 0;
        double work = 0;
        int best = -1;
        boolean bestInside = false;
        LiveRequest chosen = null;
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            LiveRequest live =
                    new LiveRequest(request, candidate.cachedTokens(), lengths, nowNanos);
            double[] terms = terms(live, candidate, nowNanos);
            double score = score(terms, request.slo(), promise, workWeight);
            scored.add(new ScoredCandidate(candidate.workerId(), new Terms(terms), score));
            misses += terms[Terms.OTHERS_MISSES];
            work += terms[Terms.WORK];
            boolean inside = inside(terms, request.slo());
            if (best < 0
                    || (inside && !bestInside)
                    || (inside == bestInside && better(score, i, scored, best, candidates))) {
                best = i;
                bestInside = inside;
                chosen = live;
            }
        }
        weights.decided(request, misses, work);
        return booked(request, candidates.get(best), scored, chosen, promise);
    }

    private DecisionRecord booked(
            RequestFeatures request,
            Candidate chosen,
            List<ScoredCandidate> scored,
            @Nullable LiveRequest live,
            double promise) {
        DecisionRecord decision = new DecisionRecord(request, NAME, scored, chosen.workerId());
        if (live != null) {
            mirrors.sent(chosen.workerId(), live);
        }
        reuse.sent(request.promptTokens(), chosen.cachedTokens());
        ledger.decided(decision, promise);
        return decision;
    }

    private double[] terms(LiveRequest live, Candidate candidate, long nowNanos) {
        double[] terms = new double[Terms.COUNT];
        forecast.terms(
                live,
                candidate,
                mirrors.of(candidate.workerId()),
                lessons.law(candidate.workerId()),
                nowNanos,
                terms);
        terms[Terms.MONEY] = weights.money(terms[Terms.JOULES]);
        return terms;
    }

    private double score(double[] terms, Slo slo, double promise, double workWeight) {
        return SlackPrice.waiting(terms[Terms.TTFT], slo)
                + promise * (terms[Terms.OWN_MISS] + terms[Terms.OTHERS_MISSES])
                + terms[Terms.DELAY]
                + workWeight * (terms[Terms.WORK] + terms[Terms.EVICTION])
                + weights.millis(terms[Terms.MONEY]);
    }

    private static boolean inside(double[] terms, Slo slo) {
        return terms[Terms.TTFT] <= slo.ttftMillis()
                && terms[Terms.OWN_MISS] < LIKELY
                && terms[Terms.OTHERS_MISSES] < LIKELY;
    }

    /** Equals go to the worker that was given fewer requests so far. */
    private static boolean better(
            double score,
            int index,
            List<ScoredCandidate> scored,
            int best,
            List<Candidate> candidates) {
        double bestScore = scored.get(best).score();
        return score < bestScore
                || (score == bestScore
                        && candidates.get(index).load().assignedTotal()
                                < candidates.get(best).load().assignedTotal());
    }

    @Override
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.StepObserved step -> lessons.stepped(step);
            case RoutingEvent.FirstToken first ->
                    mirrors.firstToken(first.requestId(), first.nowNanos());
            case RoutingEvent.Finished end -> finished(end);
            case RoutingEvent.Abandoned abandoned -> {
                mirrors.abandoned(abandoned.requestId());
                ledger.lost(abandoned.requestId());
            }
            case RoutingEvent.WorkerGone gone -> {
                lessons.gone(gone.workerId());
                ledger.gone(gone.workerId());
            }
        }
    }

    private void finished(RoutingEvent.Finished end) {
        LiveRequest request = lessons.finished(end);
        if (request != null) {
            ledger.finished(request, end.outputTokens(), end.nowNanos()).ifPresent(completed);
        }
    }
}
