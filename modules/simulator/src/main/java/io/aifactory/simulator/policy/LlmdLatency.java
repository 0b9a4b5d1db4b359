package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.model.WorkerModel;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * llm-d's profile with predicted latency and promises (Helm chart and guide of 2026): workers that
 * hold nearly the whole prompt, of these those that keep both promises, of these those that hold
 * most of it, scored by headroom ({@link LlmdHeadroom}), and one of them drawn in proportion to its
 * score. The predictor is the simulator's own model of workers.
 */
public final class LlmdLatency implements Router {
    /** Share of requests that go to a worker which breaks a promise though others keep theirs. */
    private static final double EXPLORED = 0.01;

    private static final double STRICT = 0.99;
    private static final double LOOSE = 0.80;

    /**
     * What may be set.
     *
     * @param most the most headroom first, instead of the least, as shipped
     * @param drawn in proportion to the score, as shipped, instead of the best score
     * @param penaltyMillis how much later than the best the best worker that holds the prompt may
     *     have the first token; 5,000 as shipped, 0 = any
     */
    record Knobs(boolean most, boolean drawn, double penaltyMillis) {}

    private final Forecast forecast;
    private final Knobs knobs;
    private final RandomGenerator random;

    LlmdLatency(WorkerModel model, Knobs knobs, RandomGenerator random) {
        this.forecast = new Forecast(model);
        this.knobs = knobs;
        this.random = random;
        Parameters.notNegative("penalty", knobs.penaltyMillis());
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
        double[] first = new double[count];
        double[] ttft = new double[count];
        double[] itl = new double[count];
        double[] prefix = new double[count];
        boolean[] idle = new boolean[count];
        for (int i = 0; i < count; i++) {
            Candidate c = candidates.get(i);
            first[i] = forecast.ttftMillis(request, c);
            ttft[i] = finite(request.slo().ttftMillis()) - first[i];
            itl[i] = finite(request.slo().itlMillis()) - forecast.itlMillis(request, c);
            prefix[i] = LlmdScores.prefix(request, c);
            idle[i] = c.load().sequences() == 0;
        }
        boolean[] open = new boolean[count];
        Arrays.fill(open, true);
        open = sticky(open, prefix, first, STRICT);
        open = tier(open, ttft, itl, random.nextDouble() < EXPLORED);
        open = sticky(open, prefix, first, LOOSE);
        double[] scores = LlmdHeadroom.scores(ttft, itl, idle, open, knobs.most());
        double[] costs = Arrays.stream(scores).map(score -> 1 - score).toArray();
        int chosen = knobs.drawn() ? drawn(scores, open) : Choice.smallest(costs, random);
        return Choice.record(request, policy(), candidates, costs, chosen);
    }

    /** Those that hold so much of the prompt, unless there are none or the best of them is late. */
    boolean[] sticky(boolean[] open, double[] prefix, double[] first, double affinity) {
        boolean[] home = new boolean[open.length];
        double bestHome = Double.POSITIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < open.length; i++) {
            home[i] = open[i] && prefix[i] >= affinity;
            bestHome = home[i] ? Math.min(bestHome, first[i]) : bestHome;
            best = open[i] ? Math.min(best, first[i]) : best;
        }
        boolean late = knobs.penaltyMillis() > 0 && bestHome - best > knobs.penaltyMillis();
        return Double.isInfinite(bestHome) || late ? open : home;
    }

    /** Those that keep both promises, or the others; all if they are of one kind. */
    static boolean[] tier(boolean[] open, double[] ttft, double[] itl, boolean others) {
        boolean[] chosen = new boolean[open.length];
        boolean any = false;
        for (int i = 0; i < open.length; i++) {
            chosen[i] = open[i] && LlmdHeadroom.holds(ttft[i], itl[i]) != others;
            any |= chosen[i];
        }
        return any ? chosen : open;
    }

    private int drawn(double[] scores, boolean[] open) {
        double[] weights = scores;
        if (Arrays.stream(scores).sum() == 0) {
            weights = new double[scores.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = open[i] ? 1 : 0;
            }
        }
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (weights[i] > 0) {
                last = i;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private static double finite(double bound) {
        return Double.isInfinite(bound) ? 1e12 : bound;
    }
}
