package io.aifactory.scheduler.metering;

import io.aifactory.economics.cost.Cost;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.scheduler.generation.SequenceResult;
import io.aifactory.scheduler.requests.RequestLog;
import io.aifactory.scheduler.requests.RequestState;
import io.aifactory.scheduler.requests.UsageRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** Books a request that has ended, in whatever way: database and metrics. */
public final class RequestMeter {
    private static final double NANOS_PER_MILLI = 1e6;

    private final RequestLog log;
    private final MeterRegistry metrics;
    private final CostModel costs;
    private final Clock clock;

    public RequestMeter(RequestLog log, MeterRegistry metrics, CostModel costs, Clock clock) {
        this.log = log;
        this.metrics = metrics;
        this.costs = costs;
        this.clock = clock;
    }

    /** Who asked for what. */
    public record Caller(String requestId, String apiKey, String model, String endpoint) {}

    public CostModel costs() {
        return costs;
    }

    public void book(Caller caller, RequestAccount account, RequestState.Ended end) {
        Cost cost = account.cost(costs);
        log.add(
                new UsageRecord(
                        caller.requestId(),
                        clock.instant(),
                        caller.apiKey(),
                        caller.model(),
                        caller.endpoint(),
                        end,
                        account.promptTokens(),
                        account.cachedTokens(),
                        account.completionTokens(),
                        cost.joules(),
                        account.joulesEstimated(),
                        cost.money(),
                        costs.currency(),
                        cost.gramsCo2(),
                        account.workers(),
                        account.firstTokenMillis(),
                        account.tokenMillis()));
        measure(caller, account, end);
    }

    private void measure(Caller caller, RequestAccount account, RequestState.Ended end) {
        String model = caller.model();
        metrics.counter(
                        "aifactory.scheduler.requests",
                        "model",
                        model,
                        "endpoint",
                        caller.endpoint(),
                        "outcome",
                        end.outcome())
                .increment();
        tokens(model, "prompt", (double) account.promptTokens());
        tokens(model, "completion", (double) account.completionTokens());
        metrics.counter("aifactory.scheduler.joules", "model", model)
                .increment(account.cost(costs).joules());
        for (SequenceResult result : account.finished()) {
            timer("aifactory.scheduler.ttft", model, result.firstTokenMillis());
            if (result.tokenMillis() > 0) {
                timer("aifactory.scheduler.itl", model, result.tokenMillis());
            }
        }
    }

    private void tokens(String model, String kind, double count) {
        metrics.counter("aifactory.scheduler.tokens", "model", model, "kind", kind)
                .increment(count);
    }

    private void timer(String name, String model, double millis) {
        Timer.builder(name)
                .tag("model", model)
                .publishPercentileHistogram()
                .register(metrics)
                .record(Duration.ofNanos((long) (millis * NANOS_PER_MILLI)));
    }
}
