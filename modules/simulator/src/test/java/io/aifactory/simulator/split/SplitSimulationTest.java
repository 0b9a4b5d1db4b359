package io.aifactory.simulator.split;

import static io.aifactory.simulator.Fixtures.arrival;
import static io.aifactory.simulator.Fixtures.scenario;
import static io.aifactory.simulator.Fixtures.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.Outcome;
import io.aifactory.simulator.Run;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.Simulation;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.policy.Always;
import io.aifactory.simulator.policy.PolicyContext;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.policy.SplitRules;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.Lengths;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitSimulationTest {
    /** 1 MB a token at 1 GB/s: 1 ms. */
    private static final Link SLOW = new Link(1e6, 1e9);

    @Test
    void withoutPrefillWorkersItIsThePlainSimulation() {
        for (String policy : List.of("dynamo", "random", "least-damage")) {
            assertEquals(plain(policy), split(policy, 0, new Always(true)).run(), policy);
        }
    }

    @Test
    void whileNothingIsSentAwayRequestsFareAsInThePlainSimulation() {
        SplitRun run = split("dynamo", 2, new Always(false));
        assertEquals(plain("dynamo").outcomes(), run.run().outcomes());
        assertEquals(0, run.remoteShare());
    }

    @Test
    void aPromptIsComputedSentAndDecoded() {
        // Given 100 tokens in steps of 64 there (1.64 + 1.36 ms), 100 ms of transfer,
        // and the last token again (1.01 ms), then 2 steps of 1.1 ms
        Outcome outcome = remote(worker(100, 64, 4), arrival(0, 100, 3)).getFirst();
        assertEquals(3.0 + 100 + 1.01, outcome.ttftMillis(), 1e-6);
        assertEquals(3.0 + 100 + 1.01 + 2.2, outcome.endToEndMillis(), 1e-6);
        assertEquals(0, outcome.cachedTokens());
    }

    @Test
    void onlyBlocksThatAreNotThereAlreadyAreSent() {
        // Given 13 tokens, and later the same 8 before 5 others
        List<Outcome> outcomes =
                remote(
                        worker(100, 64, 4),
                        arrival(0, 13, 1, 1, 2, 3, 4),
                        arrival(100, 13, 1, 1, 2, 7, 8));
        // Then 13 ms of transfer, and 5; there 13 tokens are computed, and 5
        assertEquals(1.13 + 13 + 1.01, outcomes.get(0).ttftMillis(), 1e-6);
        assertEquals(1.05 + 5 + 1.01, outcomes.get(1).ttftMillis(), 1e-6);
        assertEquals(8, outcomes.get(1).cachedTokens());
    }

    @Test
    void promptsQueueForThePrefillWorkerAndTheirTransfersOverlap() {
        // Given 60 tokens of one and 4 of the other in the first step there, then 56
        List<Outcome> outcomes = remote(worker(100, 64, 4), arrival(0, 60, 1), arrival(0, 60, 1));
        assertEquals(1.60 + 60 + 1.01, outcomes.get(0).ttftMillis(), 1e-6);
        assertTrue(outcomes.get(1).ttftMillis() < 1.60 + 1.60 + 60 + 2 * 1.01 + 1e-6);
    }

    @Test
    void aRunRepeatsToTheLastDigit() {
        for (String rule : SplitRules.names()) {
            assertEquals(shaped(rule), shaped(rule), rule);
        }
    }

    @Property(tries = 60)
    void noRequestIsLostOrDecodedTwice(
            @ForAll @IntRange(min = 0, max = 3) int prefill,
            @ForAll @IntRange(min = 1, max = 3) int decode,
            @ForAll @IntRange(min = 6, max = 40) int blocks,
            @ForAll @IntRange(min = 0, max = 7) int rule,
            @ForAll long seed) {
        // Given small caches, so that sequences are preempted
        WorkerModel model = worker(blocks, 32, 8);
        Scenario scenario = scenario(decode, model);
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        long millis = 0;
        for (int i = 0; i < 60; i++) {
            millis += random.nextInt(4);
            arrivals.add(arrival(millis, 1 + random.nextInt(60), 1 + random.nextInt(20)));
        }

        // When
        SplitRun run =
                SplitSimulation.run(
                        new SplitScenario(prefill, scenario, new Link(1e6, 1e10)),
                        router("dynamo", model),
                        SplitRules.parse(SplitRules.names().get(rule), model, new Link(1e6, 1e10)),
                        arrivals);

        // Then each ends once, with all its tokens (a second end is an exception), or never fits
        assertEquals(60, run.run().outcomes().size());
        for (int i = 0; i < 60; i++) {
            Outcome outcome = run.run().outcomes().get(i);
            Arrival arrival = arrivals.get(i);
            assertEquals(i, outcome.id());
            boolean fits = arrival.promptTokens() + arrival.outputTokens() <= 4 * blocks;
            assertEquals(!fits, outcome.refused());
            assertEquals(fits ? arrival.outputTokens() : 0, outcome.outputTokens());
        }
        assertTrue(prefill > 0 || run.remotePrompts() == 0);
    }

    @Test
    void aFleetHasBounds() {
        Scenario one = scenario(1, worker(10, 4, 4));
        assertThrows(IllegalArgumentException.class, () -> new SplitScenario(-1, one, SLOW));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SplitScenario(Scenario.MOST_WORKERS, one, SLOW));
    }

    private static List<Outcome> remote(WorkerModel model, Arrival... arrivals) {
        return SplitSimulation.run(
                        new SplitScenario(1, scenario(1, model), SLOW),
                        router("round-robin", model),
                        new Always(true),
                        List.of(arrivals))
                .run()
                .outcomes();
    }

    private static Run plain(String policy) {
        WorkerModel model = worker(4_000, 512, 32);
        return Simulation.run(scenario(3, model), router(policy, model), trace());
    }

    private static SplitRun split(String policy, int prefill, SplitRule rule) {
        WorkerModel model = worker(4_000, 512, 32);
        return SplitSimulation.run(
                new SplitScenario(prefill, scenario(3, model), SLOW),
                router(policy, model),
                rule,
                trace());
    }

    private static SplitRun shaped(String rule) {
        WorkerModel model = worker(4_000, 512, 32);
        Link link = new Link(1e5, 1e10);
        return SplitSimulation.run(
                new SplitScenario(1, scenario(2, model), link),
                router("dynamo", model),
                SplitRules.parse(rule, model, link),
                trace());
    }

    private static List<Arrival> trace() {
        TraceShape shape =
                new TraceShape(
                        150,
                        400,
                        new Lengths(60, 0.8, 400),
                        new Lengths(8, 0.8, 30),
                        4,
                        1,
                        0.5,
                        0.6);
        return ShapedTrace.draw(shape, 1);
    }

    private static Router router(String policy, WorkerModel model) {
        return PolicySpec.parse(policy).make(new PolicyContext(model, new SplittableRandom(1)));
    }
}
