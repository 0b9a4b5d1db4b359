package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.disaggregation.PathTimes.Path;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.schedulercore.scoring.Odds;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The path that does less damage, in the router's measure: milliseconds to the first token, and the
 * promises that are expected to break, this request's and those of the sequences that it holds up,
 * each worth {@value #WORTH} times the promised time. A prompt computed where others decode delays
 * each of them, one handed over has to be sent. What steps take, how far predictions are off and
 * how long requests decode is learned from what workers report; there is no threshold. Not
 * thread-safe.
 */
public final class PredictedPaths implements SplitRule {
    /** As in the router's score. */
    private static final double WORTH = 5;

    private static final double NANOS_PER_MILLI = 1e6;

    private final EngineModel engine;
    private final Link link;
    private final PathExperience experience = new PathExperience();
    private final Map<String, Open> open = new HashMap<>();

    private record Open(boolean remote, double predicted, long atNanos, long firstNanos) {
        Open first(long nanos) {
            return new Open(remote, predicted, atNanos, nanos);
        }
    }

    /**
     * @param engine learns from the steps that this rule is told of
     */
    public PredictedPaths(EngineModel engine, Link link) {
        this.engine = engine;
        this.link = link;
    }

    @Override
    public String name() {
        return "predicted-paths";
    }

    @Override
    public Split decide(SplitQuestion question, long nowNanos) {
        PathTimes times =
                new PathTimes(
                        engine.of(question.local().workerId()),
                        engine.of(question.remote().workerId()),
                        link);
        Path here = times.here(question);
        Path there = times.there(question);
        Slo slo = question.request().slo();
        boolean remote = cost(there, true, slo) < cost(here, false, slo);
        Path chosen = remote ? there : here;
        open.put(
                question.request().requestId(),
                new Open(remote, Math.max(1e-3, chosen.firstToken()), nowNanos, nowNanos));
        return new Split(
                remote,
                String.format(
                        Locale.ROOT,
                        "%.1f ms here, %d others delayed by %.1f ms; %.1f ms there, %d by %.1f ms",
                        here.firstToken(),
                        here.decoding(),
                        here.delay(),
                        there.firstToken(),
                        there.decoding(),
                        there.delay()));
    }

    @Override
    public void observed(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.StepObserved step ->
                    engine.observe(step.workerId(), step.content(), step.nanos(), step.joules());
            case RoutingEvent.FirstToken first ->
                    open.computeIfPresent(
                            first.requestId(),
                            (id, request) -> {
                                experience.firstToken(
                                        request.remote(),
                                        request.predicted(),
                                        millis(request.atNanos(), first.nowNanos()));
                                return request.first(first.nowNanos());
                            });
            case RoutingEvent.Finished finished -> {
                Open request = open.remove(finished.requestId());
                if (request != null && finished.outputTokens() > 1) {
                    experience.finished(
                            finished.outputTokens(),
                            millis(request.firstNanos(), finished.nowNanos())
                                    / (finished.outputTokens() - 1));
                }
            }
            case RoutingEvent.WorkerGone gone -> engine.forget(gone.workerId());
        }
    }

    private double cost(Path path, boolean remote, Slo slo) {
        double first = path.firstToken();
        if (Double.isInfinite(slo.ttftMillis())) {
            return first + path.delay() * path.decoding();
        }
        double promise = WORTH * slo.ttftMillis();
        double own = Odds.exceeds(first - slo.ttftMillis(), experience.variance(remote, first));
        return first + promise * (own + othersMisses(path, slo));
    }

    /** Promises of a time between tokens that the delay is expected to break. */
    private double othersMisses(Path path, Slo slo) {
        double variance = experience.itlVariance();
        if (Double.isInfinite(slo.itlMillis()) || variance == 0) {
            return 0;
        }
        double excess = experience.itl() - slo.itlMillis();
        double more = path.delay() / experience.outputTokens();
        return path.decoding()
                * (Odds.exceeds(excess + more, variance) - Odds.exceeds(excess, variance));
    }

    private static double millis(long from, long to) {
        return (to - from) / NANOS_PER_MILLI;
    }
}
