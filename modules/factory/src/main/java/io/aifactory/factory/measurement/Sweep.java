package io.aifactory.factory.measurement;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.factory.client.FactoryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/**
 * Keeps a number of streaming clients busy, level by level. A failed request is counted and
 * repeated after a short wait, so that a worker that is being replaced costs figures, not the
 * measurement.
 */
public final class Sweep {
    private static final Duration WAIT_AFTER_FAILURE = Duration.ofMillis(250);
    private static final Duration TAIL = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(200);

    private final FactoryClient client;
    private final SweepPlan plan;
    private final CostModel cost;

    public Sweep(FactoryClient client, SweepPlan plan, CostModel cost) {
        this.client = client;
        this.plan = plan;
        this.cost = cost;
    }

    /**
     * Measures one level; returns after its last request has ended.
     *
     * @param progress takes the part of the level that has passed, in [0, 1]
     */
    public LevelFigures level(int concurrency, DoubleConsumer progress)
            throws InterruptedException {
        Queue<RequestOutcome> outcomes = new ConcurrentLinkedQueue<>();
        var numbers = new AtomicInteger();
        long start = System.nanoTime();
        long from = start + plan.warmUp().toNanos();
        var end = new AtomicLong(from + plan.window().toNanos());
        long latest = end.get() + plan.patience().toNanos();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < concurrency; i++) {
            clients.add(
                    Thread.ofVirtual()
                            .name("client-" + i)
                            .start(() -> work(outcomes, numbers, end)));
        }
        while (System.nanoTime() < end.get()) {
            LockSupport.parkNanos(TICK.toNanos());
            progress.accept((System.nanoTime() - start) / (double) (end.get() - start));
            boolean nothingYet =
                    outcomes.stream().noneMatch(RequestOutcome.Answered.class::isInstance);
            if (nothingYet && end.get() - System.nanoTime() < TICK.toNanos() * 2) {
                end.set(Math.min(latest, end.get() + plan.window().toNanos()));
            }
        }
        for (Thread one : clients) {
            if (!one.join(TAIL)) {
                one.interrupt();
            }
        }
        return LevelFigures.of(concurrency, List.copyOf(outcomes), from, end.get(), cost);
    }

    private void work(Queue<RequestOutcome> outcomes, AtomicInteger numbers, AtomicLong end) {
        var request = new StreamingRequest(client, "/v1/completions");
        while (System.nanoTime() < end.get() && !Thread.currentThread().isInterrupted()) {
            RequestOutcome outcome = request.run(body(numbers.getAndIncrement()), text -> {});
            outcomes.add(outcome);
            if (outcome instanceof RequestOutcome.Failed) {
                LockSupport.parkNanos(WAIT_AFTER_FAILURE.toNanos());
            }
        }
    }

    private Map<String, Object> body(int number) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", plan.model());
        body.put("prompt", plan.prompts().get(number % plan.prompts().size()));
        body.put("max_tokens", plan.tokens());
        body.put("temperature", 1.0);
        body.put("seed", number);
        body.put("ignore_eos", true);
        body.put("stream", true);
        body.put("stream_options", Map.of("include_usage", true));
        return body;
    }
}
