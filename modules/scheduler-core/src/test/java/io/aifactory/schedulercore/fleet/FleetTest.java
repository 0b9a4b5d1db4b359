package io.aifactory.schedulercore.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.prefix.HeldBlocks;
import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.IndexedPrefixes;
import io.aifactory.schedulercore.prefix.PrefixIndex;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final class Listening implements Router {
        private final RoundRobin turns = new RoundRobin();
        private final List<RoutingEvent> events = new ArrayList<>();

        @Override
        public String policy() {
            return "listening";
        }

        @Override
        public DecisionRecord route(
                RequestFeatures request, List<Candidate> candidates, long nowNanos) {
            return turns.route(request, candidates, nowNanos);
        }

        @Override
        public void observed(RoutingEvent event) {
            events.add(event);
        }
    }

    private static final PromptBlocks PROMPT = new PromptBlocks(10, new long[] {1, 2, 3});

    private final Listening router = new Listening();
    private final Fleet fleet = new Fleet(router, new HeldBlocks());

    @Test
    void candidatesKnowWhatTheyHoldAndWhatWasSent() {
        // Given
        fleet.reported("a", new WorkerReport(4, 0, 0));
        fleet.reported("b", new WorkerReport(4, 0, 0));
        fleet.stored("b", PROMPT, 0, 3);

        // When the turn of a comes, then of b
        fleet.route(request("r1"), 7);
        fleet.route(request("r2"), 8);

        // Then the third block is full of prompt's last token: it does not count
        List<Candidate> candidates = fleet.candidates(request("r3"));
        assertEquals(List.of(0, 20), candidates.stream().map(Candidate::cachedTokens).toList());
        assertEquals(30, candidates.get(0).load().pendingPromptTokens());
        assertEquals(10, candidates.get(1).load().pendingPromptTokens());
        assertEquals(90, candidates.get(0).load().expectedRemainingOutput());
        assertEquals(2, fleet.inFlight());
    }

    @Test
    void onlySomeWorkersMayBeCandidatesAndAnAbandonedRequestTeachesNoLength() {
        // Given
        fleet.reported("a", new WorkerReport(4, 0, 0));
        fleet.reported("b", new WorkerReport(4, 3, 0), 3);
        fleet.stored("b", PROMPT, 0, 3);

        // When
        List<Candidate> some = fleet.candidates(request("r1"), List.of("b"));
        fleet.route(request("r1"), some, 7);

        // Then
        assertEquals(List.of(20), some.stream().map(Candidate::cachedTokens).toList());
        assertEquals(1, fleet.inFlight("b"));
        fleet.abandoned("r1");
        fleet.abandoned("r1");
        assertEquals(0, fleet.inFlight());
        assertEquals(List.of(new RoutingEvent.Abandoned("r1", "b")), router.events);

        // and what it holds is forgotten when it says so
        fleet.cleared("b");
        assertEquals(0, fleet.candidates(request("r2")).get(1).cachedTokens());
    }

    @Test
    void theRouterHearsWhatCameOfItsChoicesButNotOfStrangers() {
        // Given
        fleet.reported("a", new WorkerReport(4, 0, 0));
        fleet.route(request("r1"), 0);

        // When
        fleet.firstToken("r1", 5);
        fleet.finished("r1", 30, 9);
        fleet.finished("r1", 30, 9);
        fleet.firstToken("unknown", 9);
        fleet.gone("a");
        fleet.gone("a");

        // Then
        assertEquals(
                List.of(
                        new RoutingEvent.FirstToken("r1", "a", 5),
                        new RoutingEvent.Finished("r1", "a", 30, 9),
                        new RoutingEvent.WorkerGone("a")),
                router.events);
        assertThrows(IllegalArgumentException.class, () -> fleet.route(request("r2"), 10));
    }

    @Test
    void whatThoseThatEndedHadIsExpectedOfTheNext() {
        // Given
        fleet.reported("a", new WorkerReport(4, 0, 0));
        fleet.route(request("r1"), 0);
        fleet.finished("r1", 30, 9);

        // When
        fleet.route(request("r2"), 10);

        // Then
        assertEquals(
                30, fleet.candidates(request("r3")).getFirst().load().expectedRemainingOutput(), 1);
    }

    @Test
    void aPromptCountsAsHeldFromItsRoutingOnAndLongerFromItsFirstTokenOn() {
        // Given predictions that last 1,000 ns
        Fleet predicting =
                new Fleet(router, new IndexedPrefixes(new PrefixIndex(IndexLimits.DEFAULT, 1_000)));
        predicting.reported("a", new WorkerReport(4, 0, 0));

        // When
        predicting.route(request("r1"), 0);

        // Then
        assertEquals(20, cached(predicting, 999));
        predicting.firstToken("r1", 999);
        assertEquals(20, cached(predicting, 1_998));
        assertEquals(0, cached(predicting, 1_999));
    }

    @Test
    void whatAWorkerConfirmsStays() {
        // Given
        Fleet predicting =
                new Fleet(router, new IndexedPrefixes(new PrefixIndex(IndexLimits.DEFAULT, 1_000)));
        predicting.reported("a", new WorkerReport(4, 0, 0));
        predicting.route(request("r1"), 0);

        // When
        predicting.stored("a", PROMPT, 0, 1);

        // Then
        assertEquals(10, cached(predicting, 5_000));
    }

    private static int cached(Fleet fleet, long nowNanos) {
        fleet.passed(nowNanos);
        return fleet.candidates(request("next")).getFirst().cachedTokens();
    }

    private static RequestFeatures request(String id) {
        return new RequestFeatures(id, "t", "m", 30, 90, PROMPT, Slo.NONE, OptionalInt.empty());
    }
}
