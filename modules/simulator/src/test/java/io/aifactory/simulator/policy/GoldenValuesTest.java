package io.aifactory.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.load.WorkerLoad;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.Gate.Verdict;
import io.aifactory.simulator.model.WorkerCatalog;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The published formulas, with the values that their sources' own tests have where there are any.
 */
class GoldenValuesTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);

    @Test
    void dynamoAddsBlocksToComputeAndBlocksThatDecode() {
        // Given blocks of 16, 16 tokens active, a prompt of 64, 96 cached, 2 + 3 blocks that decode
        DynamoKv tracked = dynamo(new DynamoKnobs(1, 0, 2, 0, 0, true));

        // Then 2 · max(0, 7 − 6) + 5
        double raw = DynamoKv.rawPrefillBlocks(16, 64, 96, 16);
        assertEquals(7.0, raw);
        assertEquals(7.0, tracked.logit(raw, tracked.credit(6, 0, 4), 2 + 3, 0));

        // and without prompts that count
        DynamoKv untracked = dynamo(new DynamoKnobs(1, 0, 2, 0, 0, false));
        assertEquals(5.0, untracked.logit(0, untracked.credit(6, 0, 4), 2 + 3, 0));
    }

    @Test
    void dynamoPrefersTheWorkerWithLessOfBoth() {
        DynamoKv defaults = dynamo(DynamoKnobs.defaults());
        assertEquals(18, defaults.logit(10, 2, 10, 0));
        assertEquals(10, defaults.logit(10, 5, 5, 0));
        assertEquals(11, defaults.logit(10, 8, 9, 0));
    }

    @Test
    void dynamosCreditDecaysWithThePromptsAheadAndRequestsMayWeigh() {
        DynamoKv decaying = dynamo(new DynamoKnobs(0.5, 2, 1, 3, 0, true));
        // 0.5 · 1 / (1 + 2 · 8 / 4) · 10
        assertEquals(1.0, decaying.credit(10, 8, 4), 1e-12);
        assertEquals(2 + 5 + 3 * 4, decaying.logit(3, 1, 5, 4));
        assertEquals(3 * 7 + 5, new DynamoOneZero(3, RANDOM).cost(7, 5));
    }

    @Test
    void dynamoDrawsByTemperature() {
        // Given costs 0 and 10: weights 1 and exp(−1/0.5) = 0.135
        int[] drawn = new int[2];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            drawn[Temperature.draw(new double[] {0, 10}, 0.5, random)]++;
        }

        // Then the second one 11.9 % of the time
        assertEquals(0.119, drawn[1] / 10_000.0, 0.01);
        assertEquals(1, Temperature.draw(new double[] {7, 3}, 0, random));
    }

    @Test
    void equalCostsAreDrawnEvenly() {
        int[] drawn = new int[3];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 9_000; i++) {
            drawn[Choice.smallest(new double[] {1, 2, 1, 1}, random) * 2 / 3]++;
        }
        for (int count : drawn) {
            assertEquals(3_000, count, 200);
        }
    }

    @Test
    void shortestProcessingTimeCountsWhatNoEligibleWorkerHolds() {
        // Given 1,024 tokens of which the best of four workers holds 60 blocks of 16
        assertEquals(1.0 / 64, wspt(0, 1_024, 160, 320, 800, 960));
        // pinned to a worker with one block, to one without, and a prompt that is held whole
        assertEquals(1.0 / 1_008, wspt(0, 1_024, 16));
        assertEquals(1.0 / 1_024, wspt(0, 1_024, 0));
        assertEquals(1.0, DynamoQueue.rank(DynamoQueue.Order.WSPT, 0, 9, 512 - 64 * 16));
        // and priorities
        assertEquals(3.0 / 64, DynamoQueue.rank(DynamoQueue.Order.WSPT, 2, 9, 64));
        assertEquals(-9, DynamoQueue.rank(DynamoQueue.Order.FCFS, -1, 9, 64));
        assertEquals(11, DynamoQueue.rank(DynamoQueue.Order.LCFS, 2, 9, 64));
    }

    @Test
    void dynamosQueueHoldsOnlyWhileAllWorkersAreBusy() {
        DynamoQueue queue =
                new DynamoQueue(dynamo(DynamoKnobs.defaults()), 4, 100, DynamoQueue.Order.FCFS);
        Candidate busy = candidate("a", 1, 0, 401, 0);
        Candidate free = candidate("b", 1, 0, 400, 0);
        assertEquals(Verdict.HOLD, queue.judge(request(64), List.of(busy, busy), 0));
        assertEquals(Verdict.ROUTE, queue.judge(request(64), List.of(busy, free), 0));
    }

    @Test
    void llmdScoresQueuesBetweenTheShortestAndTheLongest() {
        List<Candidate> candidates = List.of(queued("a", 4), queued("b", 1), queued("c", 2));
        assertArrayEquals(new double[] {0, 1, 2.0 / 3}, LlmdScores.queue(candidates), 1e-12);
        assertArrayEquals(
                new double[] {1, 1},
                LlmdScores.queue(
                        candidates.subList(0, 1).stream()
                                .flatMap(c -> List.of(c, c).stream())
                                .toList()));
    }

    @Test
    void stickinessBreaksWhenTheHomeIsTooFarAhead() {
        // Given a home that holds 7 of 8 blocks
        LlmdSticky sticky = new LlmdSticky(0.8, 1_000, RANDOM);
        Candidate other = candidate("other", 0, 0, 0, 0);
        assertEquals("home", chosen(sticky, candidate("home", 9, 56, 1_000, 0), other));
        assertEquals("other", chosen(sticky, candidate("home", 9, 56, 1_001, 0), other));
        assertEquals("other", chosen(sticky, candidate("half", 0, 48, 60, 0), other));
    }

    @Test
    void sglangFollowsTheMatchUnlessLoadsAreTooFarApart() {
        SglangCacheAware sglang = new SglangCacheAware(0.5, 32, 1.1);
        assertTrue(sglang.isUneven(10, 43));
        assertFalse(sglang.isUneven(10, 42));
        assertFalse(sglang.isUneven(400, 440));
        Candidate idle = candidate("idle", 0, 32, 0, 0);
        assertEquals("owner", chosen(sglang, candidate("owner", 32, 33, 0, 0), idle));
        assertEquals("idle", chosen(sglang, candidate("owner", 33, 33, 0, 0), idle));
        assertEquals("idle", chosen(sglang, candidate("owner", 5, 31, 0, 0), idle));
    }

    @Test
    void mooncakeFetchesFromTheBestOnlyIfItHoldsFarMore() {
        MooncakeOne mooncake = new MooncakeOne(WorkerCatalog.roofline(), 4, 0.01, false, RANDOM);
        assertEquals(500, mooncake.prefix(500, 100));
        assertEquals(100, mooncake.prefix(400, 100));
        assertEquals(500, mooncake.prefix(500, 0));
    }

    @Test
    void mooncakeCountsPromptsThatWaitUntilTheirFirstToken() {
        MooncakeOne mooncake =
                new MooncakeOne(
                        WorkerCatalog.roofline(), Double.POSITIVE_INFINITY, 0, true, RANDOM);
        List<Candidate> both = List.of(candidate("a", 0, 0, 0, 0), candidate("b", 0, 0, 0, 0));

        // Given a prompt on one of them
        String first = mooncake.route(request(64), both, 0).chosen();

        // Then the next goes to the other, and after its first token either may be taken
        String second = mooncake.route(request("r2", 64), both, 0).chosen();
        assertFalse(first.equals(second));
        mooncake.observed(new RoutingEvent.FirstToken("r1", first, 9));
        assertEquals(first, mooncake.route(request("r3", 64), both, 0).chosen());
        // and a promise of 1 ms is refused at once
        assertEquals(Verdict.REFUSE, mooncake.judge(request(64), both, 0));
    }

    @Test
    void aibrixAllowsOneDeviationAboveTheMean() {
        AibrixPrefixCache aibrix = new AibrixPrefixCache(8, 1, RANDOM);
        assertEquals(7, aibrix.bound(new int[] {2, 4, 4, 4, 5, 5, 7, 9}), 1e-12);
        assertEquals(4 + Math.sqrt(8.0 / 3), aibrix.bound(new int[] {2, 4, 6}), 1e-12);
        Candidate idle = candidate("idle", 0, 0, 0, 0);
        assertEquals(
                "home",
                chosen(aibrix, candidate("home", 1, 8, 0, 0), candidate("busy", 1, 0, 0, 0), idle));
        assertEquals("idle", chosen(aibrix, candidate("home", 9, 8, 0, 0), idle));
    }

    @Test
    void aibrixPackFillsOneWorkerBeforeTheNext() {
        AibrixPack pack = new AibrixPack(WorkerCatalog.linear(), 1);
        List<Candidate> both = List.of(candidate("a", 0, 0, 0, 0), candidate("b", 0, 0, 0, 0));
        String first = pack.route(request(64), both, 0).chosen();
        for (int i = 0; i < 20; i++) {
            assertEquals(first, pack.route(request("p" + i, 64), both, 0).chosen());
        }
        // 8.6 ms + 0.086 n + 0.0294 · n · 64/64 ≤ 12 ms
        assertEquals(29, pack.concurrency(64, 64, 12));
    }

    @Test
    void theForecastIsOfWholeStepsBesideThoseThatDecode() {
        // Given 8.6 ms + 0.086 per sequence + 29.4 µs per token; 3,000 tokens wait, 1,096 come
        Forecast forecast = new Forecast(WorkerCatalog.linear());
        Candidate worker = candidate("a", 10, 0, 3_000, 0);

        // Then two steps of 2,048
        double expected = 2 * (8.6 + 10 * 0.086) + 4_096 * 0.0294;
        assertEquals(expected, forecast.ttftMillis(request(1_096), worker), 1e-9);
        assertEquals(8.6 + 0.0294 * 64, forecast.prefillMillis(128, 64), 1e-9);
    }

    private static double wspt(double arrival, int isl, int... cached) {
        List<Candidate> candidates =
                java.util.Arrays.stream(cached).mapToObj(c -> candidate("w", 0, c, 0, 0)).toList();
        return new DynamoQueue(dynamo(DynamoKnobs.defaults()), 16, 2_048, DynamoQueue.Order.WSPT)
                .rank(request(isl), candidates, arrival);
    }

    private static DynamoKv dynamo(DynamoKnobs knobs) {
        return new DynamoKv("dynamo", knobs, RANDOM);
    }

    private static String chosen(
            io.aifactory.schedulercore.routing.Router router, Candidate... candidates) {
        return router.route(request(64), List.of(candidates), 0).chosen();
    }

    private static RequestFeatures request(int tokens) {
        return request("r1", tokens);
    }

    /** With blocks of 8 tokens. */
    private static RequestFeatures request(String id, int tokens) {
        return new RequestFeatures(
                id,
                "t",
                "m",
                tokens,
                100,
                new PromptBlocks(8, LongStream.range(0, tokens / 8).toArray()),
                new Slo(1, 25),
                OptionalInt.of(64));
    }

    private static Candidate queued(String id, int queued) {
        return candidate(id, queued, 0, 0, queued);
    }

    private static Candidate candidate(
            String id, int sequences, int cached, long pending, int queued) {
        return new Candidate(
                id,
                new WorkerLoad(256, sequences, queued, pending, 0, 0, 0, 0, 0, 100, 0, 0),
                cached);
    }
}
