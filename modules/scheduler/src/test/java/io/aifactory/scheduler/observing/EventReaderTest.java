package io.aifactory.scheduler.observing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.KvTier;
import io.aifactory.contracts.worker.v1.StepDone;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.economics.step.StepContent;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.dispatch.Policy;
import io.aifactory.scheduler.dispatch.Ticket;
import io.aifactory.scheduler.observing.EventReader.UnbelievableEvent;
import io.aifactory.scheduler.testing.FakeFeed;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.schedulercore.routing.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String MANIFEST = "sha256:1";
    private static final int TOKENS = 4 * FakeFeed.BLOCK_TOKENS;
    private static final List<BlockHash> PROMPT =
            BlockHash.chain(BlockHash.root("", ""), new int[TOKENS], TOKENS, FakeFeed.BLOCK_TOKENS);

    /** Notes what it is asked and told. */
    private static final class Noting implements Router {
        private final LeastLoaded choice = new LeastLoaded();
        private final List<RoutingEvent> events = new ArrayList<>();
        private int cachedTokens;

        @Override
        public String policy() {
            return choice.policy();
        }

        @Override
        public DecisionRecord route(
                RequestFeatures request, List<Candidate> candidates, long nowNanos) {
            cachedTokens = candidates.getFirst().cachedTokens();
            return choice.route(request, candidates, nowNanos);
        }

        @Override
        public void observed(RoutingEvent event) {
            events.add(event);
        }
    }

    private final Noting router = new Noting();
    private final Dispatcher dispatcher = new Dispatcher(Policy.of(router), 1, System::nanoTime);
    private final EventReader events = new EventReader("w", dispatcher.news());
    private int asked;

    @Test
    void whatIsListedAndWhatComesAfterIsKnown() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 7, PROMPT.subList(0, 2)));
        assertEquals(8, cached());

        events.take(FakeFeed.stored(7, PROMPT.get(2), KvTier.KV_TIER_POOL));
        assertEquals(12, cached());

        events.take(FakeFeed.removed(8, PROMPT.get(1), KvTier.KV_TIER_POOL));
        assertEquals(4, cached());
    }

    @Test
    void aBlockIsKnownAsLongAsOneTierKeepsIt() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 0, PROMPT.subList(0, 1)));
        events.take(FakeFeed.stored(0, PROMPT.getFirst(), KvTier.KV_TIER_HOST));
        events.take(FakeFeed.removed(1, PROMPT.getFirst(), KvTier.KV_TIER_POOL));
        assertEquals(4, cached());

        events.take(FakeFeed.removed(2, PROMPT.getFirst(), KvTier.KV_TIER_HOST));
        assertEquals(0, cached());
    }

    @Test
    void aNewListTakesThePlaceOfAllThatWasKnownAndMayHavePages() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 5, PROMPT));
        events.take(more(FakeFeed.kept(MANIFEST, 0, PROMPT.subList(0, 1))));
        assertThrows(
                UnbelievableEvent.class,
                () -> events.take(FakeFeed.stored(0, PROMPT.get(2), KvTier.KV_TIER_POOL)));
        events.take(FakeFeed.kept(MANIFEST, 0, PROMPT.subList(1, 2)));
        assertEquals(8, cached());
    }

    @Test
    void whatComesAgainChangesNothingAndAGapEndsTheStream() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 3, PROMPT));
        events.take(FakeFeed.removed(2, PROMPT.getFirst(), KvTier.KV_TIER_POOL));
        assertEquals(12, cached(), "the last token is always computed");

        assertThrows(
                UnbelievableEvent.class,
                () -> events.take(FakeFeed.removed(4, PROMPT.getFirst(), KvTier.KV_TIER_POOL)));
    }

    @Test
    void stepsAreToldAndWhatIsNoneIsPassedOver() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 0, List.of()));
        events.take(FakeFeed.step(3, 1, 100, 5_000));
        events.take(FakeFeed.step(-1, 1, 100, 5_000));
        events.take(
                WorkerEvent.newBuilder().setStep(StepDone.newBuilder().setKvTokens(-5)).build());
        events.take(WorkerEvent.getDefaultInstance());

        assertEquals(
                List.of(
                        new RoutingEvent.StepObserved(
                                "w", new StepContent(3, 100, 0, 0, 1), 5_000, 0.5)),
                router.events);
    }

    @Test
    void anEventBeforeTheListIsNotBelieved() {
        report();
        assertThrows(
                UnbelievableEvent.class,
                () -> events.take(FakeFeed.stored(0, PROMPT.getFirst(), KvTier.KV_TIER_POOL)));
    }

    @Test
    void newsOfAWorkerThatIsForgottenAreForgotten() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 0, PROMPT));
        dispatcher.workerForgotten("w");
        events.take(FakeFeed.stored(0, PROMPT.getFirst(), KvTier.KV_TIER_HOST));

        report();
        assertEquals(0, cached());
    }

    @Test
    void aWorkerThatLoadsAnotherModelIsAWorkerOfAnotherKind() throws UnbelievableEvent {
        report();
        events.take(FakeFeed.kept(MANIFEST, 0, PROMPT));
        dispatcher.workerReported("w", "m", "sha256:2", Set.of(), new WorkerReport(9, 0, 0), 0);

        assertEquals(List.of(new RoutingEvent.WorkerGone("w")), router.events);
    }

    private static WorkerEvent more(WorkerEvent list) {
        return list.toBuilder().setKept(list.getKept().toBuilder().setMore(true)).build();
    }

    private void report() {
        dispatcher.workerReported("w", "m", MANIFEST, Set.of(), new WorkerReport(9, 0, 0), 0);
    }

    /** Tokens of the prompt that the worker is known to keep. */
    private int cached() {
        var features =
                new RequestFeatures(
                        "r" + asked++,
                        "t",
                        "m",
                        TOKENS,
                        1,
                        new PromptBlocks(
                                FakeFeed.BLOCK_TOKENS,
                                PROMPT.stream().mapToLong(BlockHash::high).toArray()),
                        Slo.NONE,
                        OptionalInt.empty());
        dispatcher
                .acquire(new Ticket(features, MANIFEST, Set.of()), Duration.ofSeconds(20), false)
                .close();
        return router.cachedTokens;
    }
}
