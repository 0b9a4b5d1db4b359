package io.aifactory.schedulercore.bench;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.load.WorkerLoad;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.schedulercore.scoring.LeastDamage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one decision with all its forecasts: 16 workers, on each of them so many sequences that
 * decode and two prompts that wait. The request ends at once, which is measured with it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class RoutingDecisionBenchmark {
    private static final int WORKERS = 16;
    private static final long SEED = 1;
    private static final String ID = "asked";

    /** Sequences that decode on each worker. */
    @Param({"8", "32"})
    private int decoding;

    private final Random random = new Random(SEED);
    private final LeastDamage router = new LeastDamage(new EngineModel(), CostModel.declared());
    private final List<Candidate> candidates = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    @Setup(Level.Trial)
    public void fill() {
        for (int w = 0; w < WORKERS; w++) {
            for (int i = 0; i < decoding + 2; i++) {
                send("w" + w, "w" + w + "-" + i, i < decoding);
            }
            for (int i = 0; i < 300; i++) {
                int prefill = i % 4 == 0 ? 2_048 : 0;
                router.observed(
                        new RoutingEvent.StepObserved(
                                "w" + w,
                                new StepContent(decoding, prefill, 40_000L + i, 2_000L * prefill),
                                14_000_000L + 60_000L * prefill + i,
                                12.0 + decoding));
            }
            candidates.add(
                    new Candidate(
                            "w" + w,
                            new WorkerLoad(256, decoding + 2, 0, 40_000, w),
                            512 * random.nextInt(8)));
        }
    }

    private void send(String worker, String id, boolean decodes) {
        int prompt = 1_000 + random.nextInt(20_000);
        router.route(
                request(id, prompt),
                List.of(new Candidate(worker, new WorkerLoad(256, 256, 0, 0, 0))),
                now);
        if (decodes) {
            router.observed(new RoutingEvent.FirstToken(id, worker, now - random.nextInt(1 << 30)));
        }
    }

    private static RequestFeatures request(String id, int prompt) {
        return new RequestFeatures(
                id,
                "tenant",
                "model",
                prompt,
                2_000,
                PromptBlocks.NONE,
                new Slo(2_000, 25),
                OptionalInt.empty());
    }

    @Benchmark
    public DecisionRecord decide() {
        DecisionRecord decision = router.route(request(ID, 8_000), candidates, now);
        router.observed(new RoutingEvent.Finished(ID, decision.chosen(), 300, now));
        return decision;
    }
}
