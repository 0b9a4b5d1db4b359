package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import java.util.HashMap;
import java.util.Map;

/**
 * BLIS' empirical drift-plus-penalty, from its description alone: the relative depth of the decode
 * and the prefill queue, and a virtual queue of missed promises of those sent away, which
 * suppresses sending more. It needs a promised TTFT and ITL, and no figures of hardware.
 * Interpreted by us, because nothing more is said: depth is requests on the worker, waiting and
 * decoding; that of the decode worker counts the more, the nearer the time between tokens is to
 * what is promised (a mean over about the last hundred requests); a miss adds one to the virtual
 * queue, and every decision takes {@value #ALLOWED} away, the share of misses that goodput of 90 %
 * allows; the penalty has the weight of one request. Not thread-safe.
 */
public final class DriftPlusPenalty implements SplitRule {
    private static final double ALLOWED = 0.1;
    private static final double NEWEST = 0.01;

    private record Open(boolean remote, Slo slo, long atNanos, long firstNanos) {}

    private final Map<String, Open> open = new HashMap<>();
    private double misses;
    private double itlOfPromised = 1;

    @Override
    public String name() {
        return "drift-plus-penalty";
    }

    @Override
    public Split decide(SplitQuestion question, long nowNanos) {
        misses = Math.max(0, misses - ALLOWED);
        SplitQuestion.Side local = question.local();
        double here = itlOfPromised * (local.pendingPrompts() + local.decodingSequences());
        double there = question.remote().pendingPrompts() + misses;
        boolean remote = there < here;
        open.put(
                question.request().requestId(),
                new Open(remote, question.request().slo(), nowNanos, nowNanos));
        return new Split(remote, "%.1f here, %.1f there".formatted(here, there));
    }

    @Override
    public void observed(RoutingEvent event) {
        if (event instanceof RoutingEvent.FirstToken first) {
            open.computeIfPresent(first.requestId(), (id, request) -> first(request, first));
        } else if (event instanceof RoutingEvent.Finished finished) {
            Open request = open.remove(finished.requestId());
            if (request != null && finished.outputTokens() > 1) {
                double nanos = finished.nowNanos() - (double) request.firstNanos();
                double itlMillis = nanos / 1e6 / (finished.outputTokens() - 1);
                itlOfPromised += NEWEST * (itlMillis / request.slo().itlMillis() - itlOfPromised);
            }
        } else if (event instanceof RoutingEvent.Abandoned abandoned) {
            open.remove(abandoned.requestId());
        }
    }

    private Open first(Open request, RoutingEvent.FirstToken event) {
        double millis = (event.nowNanos() - request.atNanos()) / 1e6;
        if (request.remote() && millis > request.slo().ttftMillis()) {
            misses++;
        }
        return new Open(request.remote(), request.slo(), request.atNanos(), event.nowNanos());
    }
}
