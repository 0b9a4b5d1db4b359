package io.aifactory.schedulercore.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.aifactory.schedulercore.routing.ScoredCandidate;
import io.aifactory.schedulercore.routing.Slo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeastDamagePropertiesTest {
    /** Events of every kind, repeated, out of order, of nobody, on a clock that jumps back. */
    private static RoutingEvent event(Random random, long now) {
        String id = "r" + random.nextInt(30);
        String worker = "w" + random.nextInt(5);
        return switch (random.nextInt(9)) {
            case 0 -> new RoutingEvent.FirstToken(id, worker, now - random.nextInt(1_000_000_000));
            case 1, 2 -> new RoutingEvent.Finished(id, worker, random.nextInt(400) - 5, now);
            case 3 ->
                    random.nextInt(10) > 0
                            ? new RoutingEvent.FirstToken(id, worker, now)
                            : new RoutingEvent.WorkerGone(worker);
            case 4 -> new RoutingEvent.Abandoned(id, worker);
            default ->
                    new RoutingEvent.StepObserved(
                            worker,
                            new StepContent(
                                    random.nextInt(9),
                                    random.nextInt(3) * random.nextInt(2_000),
                                    random.nextInt(1_000_000)),
                            random.nextInt(200_000_000) - 1_000_000,
                            random.nextInt(5) == 0 ? Double.NaN : random.nextInt(60) - 2);
        };
    }

    private static List<Object> play(long seed, int events) {
        Random random = new Random(seed);
        LeastDamage router = new LeastDamage(new EngineModel(), CostModel.declared());
        List<Object> decisions = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < events; i++) {
            now += random.nextInt(50_000_000) - 10_000_000;
            if (random.nextInt(3) > 0) {
                router.observed(event(random, now));
                continue;
            }
            List<Candidate> candidates = new ArrayList<>();
            int prompt = 1 + random.nextInt(20_000);
            for (int w = 0; w < 1 + random.nextInt(4); w++) {
                candidates.add(
                        new Candidate(
                                "w" + w,
                                new WorkerLoad(8, random.nextInt(40), 0, random.nextInt(9), 0),
                                random.nextInt(2) * random.nextInt(prompt + 1)));
            }
            Slo slo =
                    random.nextInt(4) == 0
                            ? Slo.NONE
                            : new Slo(1 + random.nextInt(4_000), 1 + random.nextInt(50));
            OptionalInt hint =
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(99)) : OptionalInt.empty();
            RequestFeatures request =
                    new RequestFeatures(
                            "r" + random.nextInt(30),
                            "t",
                            "m",
                            prompt,
                            random.nextInt(500),
                            PromptBlocks.NONE,
                            slo,
                            hint);
            DecisionRecord decision = router.route(request, candidates, now);
            assertEquals(candidates.size(), decision.candidates().size());
            for (ScoredCandidate scored : decision.candidates()) {
                assertTrue(Double.isFinite(scored.score()), scored::toString);
                assertTrue(
                        scored.terms().values().stream().allMatch(Double::isFinite),
                        scored::toString);
            }
            decisions.add(decision.chosen());
        }
        return decisions;
    }

    @Property(tries = 40)
    void whateverIsReportedEveryDecisionIsFinite(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int events) {
        play(seed, events);
    }

    @Test
    void theSameEventsGiveTheSameDecisions() {
        assertEquals(play(11, 500), play(11, 500));
    }

    @Property
    void theChanceToExceedABoundGrowsWithTheForecast(
            @ForAll @IntRange(min = -9_000, max = 9_000) int excess,
            @ForAll @IntRange(min = 1, max = 9_000) int variance) {
        double odds = Odds.exceeds(excess, variance);
        assertTrue(odds >= 0 && odds <= 1);
        assertTrue(odds <= Odds.exceeds(excess + 1.0, variance));
        assertEquals(1, odds + Odds.exceeds(-excess, variance), 1e-12);
    }

    @Property
    void bothOutlooksInOneWalkGiveTheDifferenceOfTwo(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        LengthSketch lengths = new LengthSketch();
        random.ints(random.nextInt(200), 1, 2_000).forEach(lengths::add);
        RequestFeatures features =
                new RequestFeatures(
                        "r",
                        "t",
                        "m",
                        10,
                        random.nextInt(4_000),
                        PromptBlocks.NONE,
                        new Slo(2_000, 1 + random.nextInt(40)),
                        random.nextBoolean()
                                ? OptionalInt.of(random.nextInt(500))
                                : OptionalInt.empty());
        LiveRequest request = new LiveRequest(features, 0, lengths, 0);
        Outlook with = outlook(random);
        Outlook without = outlook(random);
        int generated = 1 + random.nextInt(600);
        double elapsed = random.nextDouble() * 20_000;

        // Then
        assertEquals(
                with.misses(request, generated, elapsed)
                        - without.misses(request, generated, elapsed),
                with.missesMore(without, request, generated, elapsed),
                1e-12);
    }

    private static Outlook outlook(Random random) {
        return new Outlook(
                random.nextInt(20),
                random.nextDouble() * 2_000,
                1 + random.nextDouble() * 50,
                random.nextDouble() / 5,
                random.nextDouble() * 30);
    }

    @Test
    void termsAreAMapLikeAnyOther() {
        // Given
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        LinkedHashMap<String, Double> plain = new LinkedHashMap<>();
        for (int i = 0; i < Terms.COUNT; i++) {
            plain.put(Terms.NAMES.get(i), values[i]);
        }

        // Then
        assertEquals(plain, new Terms(values));
        assertEquals(plain.toString(), new Terms(values).toString());
        assertEquals(5, new Terms(values).get("delayToOthersMillis"));
        assertEquals(7.5, new Terms(values).getOrDefault("nothing", 7.5));
    }
}
