package io.aifactory.schedulercore.scoring;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.load.LengthSketch;
import io.aifactory.schedulercore.load.WorkerLoad;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A router that knows its workers' steps: 10 ms, and 0.1 ms for each of up to 2,000 prompt tokens.
 */
final class Bench {
    final List<DecisionRecord> completed = new ArrayList<>();
    final LeastDamage router =
            new LeastDamage(new EngineModel(), CostModel.declared(), completed::add);
    final int[] loads;
    Slo slo = new Slo(2_000, 25);
    long now = 1_000_000_000L;
    private final Map<String, Integer> places = new HashMap<>();

    Bench(int workers) {
        loads = new int[workers];
        for (int i = 0; i < 300; i++) {
            for (int w = 0; w < workers; w++) {
                step(w, new StepContent(1 + i % 5, 0, 100L * i), 10_000_000 + i % 3);
                step(
                        w,
                        new StepContent(i % 5, 200 * (1 + i % 10), 50L * i, 1_000L * i),
                        10_000_000 + 20_000_000L * (1 + i % 10));
            }
        }
    }

    RequestFeatures request(String id, int promptTokens) {
        return new RequestFeatures(
                id,
                "tenant",
                "model",
                promptTokens,
                4_096,
                PromptBlocks.NONE,
                slo,
                OptionalInt.empty());
    }

    LiveRequest live(OptionalInt hint, int maxTokens) {
        return new LiveRequest(
                new RequestFeatures("r", "t", "m", 10, maxTokens, PromptBlocks.NONE, slo, hint),
                0,
                new LengthSketch(),
                0);
    }

    /** Candidates that hold so much of the prompt. */
    List<Candidate> candidates(int... cached) {
        return IntStream.range(0, cached.length).mapToObj(i -> candidate(i, cached[i])).toList();
    }

    List<Candidate> only(int worker, int cached) {
        places.put("long", worker);
        loads[worker]++;
        return List.of(candidate(worker, cached));
    }

    private Candidate candidate(int worker, int cached) {
        return new Candidate("w" + worker, new WorkerLoad(256, loads[worker], 0, 0, 0), cached);
    }

    DecisionRecord route(String id, int promptTokens, int... cached) {
        DecisionRecord decision = router.route(request(id, promptTokens), candidates(cached), now);
        int worker = Integer.parseInt(decision.chosen().substring(1));
        places.put(id, worker);
        loads[worker]++;
        return decision;
    }

    /** Outputs have had so many tokens. */
    void learnLengths(int tokens) {
        for (int i = 0; i < 200; i++) {
            router.route(request("past", 10), candidates(new int[loads.length]), now);
            router.observed(new RoutingEvent.Finished("past", "w0", tokens, now));
        }
    }

    /** A sequence decodes on a worker and has so many tokens, each of which took so long. */
    void decodes(String id, int worker, int tokens, double millisEach) {
        router.route(request(id, 10), List.of(candidate(worker, 0)), now);
        loads[worker]++;
        long begun = now - Math.round(millisEach * 1e6 * (tokens - 1));
        router.observed(new RoutingEvent.FirstToken(id, "w" + worker, begun));
        for (int i = 1; i < tokens; i++) {
            step(worker, new StepContent(1, 0, 100 + i), 10_000_000 + i % 3);
        }
    }

    /** On w0 and w1 one sequence each, with 40 of about 60 tokens that took so long each. */
    void decodeApart(double millisOnFirst, double millisOnSecond) {
        learnLengths(60);
        decodes("on first", 0, 40, millisOnFirst);
        decodes("on second", 1, 40, millisOnSecond);
    }

    void firstToken(String id) {
        router.observed(new RoutingEvent.FirstToken(id, "w" + places.get(id), now));
    }

    void finish(String id, int tokens) {
        router.observed(new RoutingEvent.Finished(id, "w" + places.get(id), tokens, now));
    }

    void gone(int worker) {
        loads[worker] = 0;
        router.observed(new RoutingEvent.WorkerGone("w" + worker));
    }

    private void step(int worker, StepContent content, long nanos) {
        router.observed(new RoutingEvent.StepObserved("w" + worker, content, nanos, Double.NaN));
    }
}
