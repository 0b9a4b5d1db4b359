package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.disaggregation.PathTimes.Path;
import io.aifactory.schedulercore.disaggregation.SplitQuestion.Side;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.scoring.Bystanders;
import io.aifactory.schedulercore.scoring.Bystanders.Harm;
import io.aifactory.schedulercore.scoring.Odds;
import io.aifactory.schedulercore.scoring.SlackPrice;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The path that does less damage, in the router's measure ({@link SlackPrice}): waiting for the
 * first token, and the promises that are expected to break, this request's and those of the
 * sequences that it holds up. A prompt computed where others decode delays each of them, one handed
 * over has to be sent. What steps take, how far predictions are off and how long requests decode is
 * learned from what workers report; there is no threshold. Not thread-safe.
 */
public final class PredictedPaths implements SplitRule {
    private static final double NANOS_PER_MILLI = 1e6;

    private final EngineModel engine;
    private final Link link;
    private final Bystanders bystanders;
    private final PathExperience experience = new PathExperience();
    private final Map<String, Open> open = new HashMap<>();

    private record Open(boolean remote, double predicted, long atNanos) {}

    private record Damage(double firstToken, Harm harm, double millis) {}

    /**
     * @param engine learns from the steps that this rule is told of
     */
    public PredictedPaths(EngineModel engine, Link link) {
        this.engine = engine;
        this.link = link;
        this.bystanders = new Bystanders(engine);
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
        RequestFeatures request = question.request();
        Damage here = damage(times.here(question), question.local(), false, request, nowNanos);
        Damage there = damage(times.there(question), question.remote(), true, request, nowNanos);
        boolean remote = there.millis() < here.millis();
        open.put(
                request.requestId(),
                new Open(
                        remote,
                        Math.max(1e-3, remote ? there.firstToken() : here.firstToken()),
                        nowNanos));
        bystanders.sent(
                question.local().workerId(),
                request,
                remote ? 1 : question.uncached(question.local()),
                nowNanos);
        return new Split(
                remote,
                String.format(
                        Locale.ROOT,
                        "%.1f ms and %.2f broken promises here, %.1f ms and %.2f there",
                        here.firstToken(),
                        here.harm().misses(),
                        there.firstToken(),
                        there.harm().misses()));
    }

    @Override
    public void observed(RoutingEvent event) {
        bystanders.observed(event);
        if (event instanceof RoutingEvent.FirstToken first) {
            Open request = open.remove(first.requestId());
            if (request != null) {
                experience.firstToken(
                        request.remote(),
                        request.predicted(),
                        (first.nowNanos() - request.atNanos()) / NANOS_PER_MILLI);
            }
        } else if (event instanceof RoutingEvent.Abandoned abandoned) {
            open.remove(abandoned.requestId());
        }
    }

    private Damage damage(
            Path path, Side side, boolean remote, RequestFeatures request, long nowNanos) {
        Harm harm =
                bystanders.harm(
                        side.workerId(),
                        path.before(),
                        path.after(),
                        (double) side.kvTokens(),
                        nowNanos);
        double first = path.firstToken();
        double bound = request.slo().ttftMillis();
        double own =
                Double.isInfinite(bound)
                        ? 0
                        : Odds.exceeds(first - bound, experience.variance(remote, first));
        double waiting = SlackPrice.waiting(first, request.slo());
        double promise = SlackPrice.promise(request.slo(), SlackPrice.USUAL_TTFT_MILLIS);
        return new Damage(
                first, harm, waiting + harm.delayMillis() + promise * (own + harm.misses()));
    }
}
