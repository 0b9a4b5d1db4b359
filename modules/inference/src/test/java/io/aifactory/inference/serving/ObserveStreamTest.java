package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.inference.batching.Interlude;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.observing.KeptBlocks;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.KvTier;
import io.aifactory.inference.testing.FakeCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ObserveStreamTest {
    private static final int LIMIT = 10;

    private final FakeCall<WorkerEvent> call = new FakeCall<>();
    private final ObserveStream stream = ObserveStream.on(call, true, LIMIT);

    @Test
    void aSnapshotComesInPagesAndThenEveryEvent() {
        stream.kept(snapshot(FeedMessages.PAGE + 1));
        stream.block(new BlockEvent.Removed(8, new BlockHash(1, 2), KvTier.POOL));
        stream.step(
                new StepReport(
                        5, 2_000_000_000L, 3, 1, 20, 5, 4, 3, 70, new Interlude(16, 0, 0, 0)));

        assertEquals(4, call.sent().size());
        assertEquals(FeedMessages.PAGE, call.sent().get(0).getKept().getHashesCount());
        assertTrue(call.sent().get(0).getKept().getMore());
        assertEquals(1, call.sent().get(1).getKept().getHashesCount());
        assertEquals(8, call.sent().get(1).getKept().getNextNumber());
        assertEquals(16, call.sent().get(1).getKept().getBlockTokens());
        assertEquals(8, call.sent().get(2).getRemoved().getNumber());
        assertEquals(
                List.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2), bytes(call.sent().get(2)));
        var step = call.sent().get(3).getStep();
        assertEquals(2.0, step.getJoules());
        assertTrue(step.getJoulesEstimated());
        assertEquals(
                List.of(5L, 3L, 1L, 20L, 5L, 4L, 3L, 70L, 16L),
                List.of(
                        step.getNanos(),
                        (long) step.getSequences(),
                        (long) step.getDecodingSequences(),
                        (long) step.getPrefillTokens(),
                        (long) step.getGeneratedTokens(),
                        (long) step.getDraftedTokens(),
                        (long) step.getAcceptedTokens(),
                        step.getKvTokens(),
                        (long) step.getRestoredTokens()));
    }

    @Test
    void whatAListenerDoesNotTakeYetWaitsForIt() {
        call.ready(false);
        stream.kept(snapshot(1));
        for (int i = 0; i < LIMIT; i++) {
            stream.block(removed(i));
        }
        assertEquals(0, call.sent().size());

        call.ready(true);

        assertEquals(1 + LIMIT, call.sent().size());
        assertTrue(call.error().isEmpty());
    }

    @Test
    void aSlowListenerIsCutOffAndHoldsNothing() {
        call.ready(false);
        stream.kept(snapshot(1));
        for (int i = 0; i < LIMIT + 5; i++) {
            stream.block(removed(i));
        }

        assertTrue(stream.gone());
        StatusRuntimeException error =
                assertInstanceOf(StatusRuntimeException.class, call.error().orElseThrow());
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, error.getStatus().getCode());
        call.ready(true);
        assertEquals(0, call.sent().size());
    }

    @Test
    void whoLeavesIsGone() {
        stream.kept(snapshot(0));
        call.leave();
        stream.block(removed(0));

        assertTrue(stream.gone());
        assertEquals(1, call.sent().size());
        stream.ended(new FactoryException(ErrorCode.UNAVAILABLE, "over"));
        assertTrue(call.error().isEmpty());
    }

    private static BlockEvent removed(long number) {
        return new BlockEvent.Removed(number, new BlockHash(0, number), KvTier.POOL);
    }

    private static List<Integer> bytes(WorkerEvent event) {
        byte[] bytes = event.getRemoved().getHash().toByteArray();
        return IntStream.range(0, bytes.length).mapToObj(i -> (int) bytes[i]).toList();
    }

    private static KeptBlocks snapshot(int blocks) {
        return new KeptBlocks(
                "sha256:0",
                blocks,
                LongStream.range(0, blocks)
                        .mapToObj(i -> new KeptBlocks.Block(new BlockHash(i, i), KvTier.POOL))
                        .toList(),
                8);
    }
}
