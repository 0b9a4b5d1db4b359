package io.aifactory.inference.observing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.batching.Interlude;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.KvTier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerFeedTest {
    private static final BlockHash ROOT = BlockHash.root("", "");
    private static final BlockHash ONE = new BlockHash(0, 1);
    private static final BlockHash TWO = new BlockHash(0, 2);
    private static final StepReport STEP =
            new StepReport(5, 6, 1, 1, 0, 1, 0, 0, 7, Interlude.NONE);

    private final WorkerFeed feed = new WorkerFeed();

    @Test
    void aNewcomerBeginsWithWhatIsKeptAndHearsEveryChangeAfterIt() {
        feed.block(new BlockEvent.Stored(0, ONE, ROOT, KvTier.POOL));
        feed.block(new BlockEvent.Stored(1, TWO, ONE, KvTier.POOL));
        feed.block(new BlockEvent.Removed(2, ONE, KvTier.POOL));
        Ear ear = new Ear();

        feed.observe(ear);
        feed.block(new BlockEvent.Stored(3, ONE, ROOT, KvTier.POOL));
        feed.step(STEP);

        assertEquals(
                List.of(
                        new KeptBlocks("", 0, List.of(new KeptBlocks.Block(TWO, KvTier.POOL)), 3),
                        new BlockEvent.Stored(3, ONE, ROOT, KvTier.POOL),
                        STEP),
                ear.heard);
    }

    @Test
    void aBeginningThatHasGoneToAnotherTierIsStillToldBeforeWhatFollowsIt() {
        feed.block(new BlockEvent.Stored(0, ONE, ROOT, KvTier.POOL));
        feed.block(new BlockEvent.Stored(1, TWO, ONE, KvTier.POOL));
        feed.block(new BlockEvent.Stored(2, TWO, ONE, KvTier.DISK));
        feed.block(new BlockEvent.Removed(3, ONE, KvTier.POOL));
        feed.block(new BlockEvent.Stored(4, ONE, ROOT, KvTier.HOST));
        Ear ear = new Ear();

        feed.observe(ear);

        List<KeptBlocks.Block> expected =
                List.of(
                        new KeptBlocks.Block(ONE, KvTier.HOST),
                        new KeptBlocks.Block(TWO, KvTier.POOL),
                        new KeptBlocks.Block(TWO, KvTier.DISK));
        assertEquals(List.of(new KeptBlocks("", 0, expected, 5)), ear.heard);
    }

    @Test
    void whenTheModelGoesWhatWasKnownIsVoid() {
        feed.block(new BlockEvent.Stored(0, ONE, ROOT, KvTier.POOL));
        Ear ear = new Ear();
        feed.observe(ear);

        feed.unloaded();

        assertEquals(
                List.of(
                        new KeptBlocks("", 0, List.of(new KeptBlocks.Block(ONE, KvTier.POOL)), 1),
                        KeptBlocks.NONE),
                ear.heard);
    }

    @Test
    void whoHasGoneHearsNothingAndTakesNoRoom() {
        List<Ear> ears = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ears.add(new Ear());
            feed.observe(ears.getLast());
        }
        FactoryException full = assertThrows(FactoryException.class, () -> feed.observe(new Ear()));
        assertEquals(ErrorCode.QUEUE_FULL, full.code());

        ears.getFirst().gone = true;
        feed.observe(new Ear());
        feed.step(STEP);

        assertEquals(1, ears.get(0).heard.size());
        assertEquals(2, ears.get(1).heard.size());
    }

    @Test
    void atTheEndEverybodyIsToldAndNobodyComesIn() {
        Ear ear = new Ear();
        feed.observe(ear);

        feed.ended();
        feed.step(STEP);

        assertEquals(List.of(KeptBlocks.NONE, ErrorCode.UNAVAILABLE), ear.heard);
        FactoryException late = assertThrows(FactoryException.class, () -> feed.observe(new Ear()));
        assertEquals(ErrorCode.UNAVAILABLE, late.code());
    }

    private static final class Ear implements FeedListener {
        private final List<Object> heard = new ArrayList<>();
        private boolean gone;

        @Override
        public boolean gone() {
            return gone;
        }

        @Override
        public void kept(KeptBlocks snapshot) {
            heard.add(snapshot);
        }

        @Override
        public void block(BlockEvent event) {
            heard.add(event);
        }

        @Override
        public void step(StepReport report) {
            heard.add(report);
        }

        @Override
        public void ended(FactoryException why) {
            heard.add(why.code());
        }
    }
}
