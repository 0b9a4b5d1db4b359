package io.aifactory.scheduler.testing;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.BlockRemoved;
import io.aifactory.contracts.worker.v1.BlockStored;
import io.aifactory.contracts.worker.v1.KeptBlocks;
import io.aifactory.contracts.worker.v1.KvTier;
import io.aifactory.contracts.worker.v1.ObserveRequest;
import io.aifactory.contracts.worker.v1.StepDone;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a fake worker tells of itself; every listener gets the same. */
public final class FakeFeed {
    public static final int BLOCK_TOKENS = 4;
    public static final int POOL_BLOCKS = 64;

    // Guarded by this.
    private final List<StreamObserver<WorkerEvent>> listeners = new ArrayList<>();
    private WorkerEvent beginning = kept(FakeWorker.MANIFEST, 0, List.of());

    /** A service with it. */
    abstract static class Service extends WorkerGrpc.WorkerImplBase {
        final FakeFeed feed = new FakeFeed();

        @Override
        public void observe(ObserveRequest request, StreamObserver<WorkerEvent> listener) {
            feed.add(listener);
        }
    }

    private synchronized void add(StreamObserver<WorkerEvent> listener) {
        listeners.add(listener);
        listener.onNext(beginning);
    }

    /** Keeps these from the beginning, for those who come from now on. */
    public synchronized void keeps(List<BlockHash> blocks) {
        beginning = kept(FakeWorker.MANIFEST, 0, blocks);
    }

    /** Tells all who listen. */
    public synchronized void tell(WorkerEvent event) {
        listeners.forEach(listener -> listener.onNext(event));
    }

    /** Cuts all off. */
    public synchronized void cut() {
        listeners.forEach(listener -> listener.onError(Status.RESOURCE_EXHAUSTED.asException()));
        listeners.clear();
    }

    public synchronized int listeners() {
        return listeners.size();
    }

    /** A list of what is kept in the pool. */
    public static WorkerEvent kept(String manifest, long next, List<BlockHash> blocks) {
        return WorkerEvent.newBuilder()
                .setKept(
                        KeptBlocks.newBuilder()
                                .setManifestDigest(manifest)
                                .setBlockTokens(BLOCK_TOKENS)
                                .setPoolBlocks(POOL_BLOCKS)
                                .setNextNumber(next)
                                .addAllHashes(blocks.stream().map(FakeFeed::bytes).toList())
                                .addAllTiers(
                                        blocks.stream().map(_ -> KvTier.KV_TIER_POOL).toList()))
                .build();
    }

    public static WorkerEvent stored(long number, BlockHash block, KvTier tier) {
        return WorkerEvent.newBuilder()
                .setStored(
                        BlockStored.newBuilder()
                                .setNumber(number)
                                .setHash(bytes(block))
                                .setTier(tier))
                .build();
    }

    public static WorkerEvent removed(long number, BlockHash block, KvTier tier) {
        return WorkerEvent.newBuilder()
                .setRemoved(
                        BlockRemoved.newBuilder()
                                .setNumber(number)
                                .setHash(bytes(block))
                                .setTier(tier))
                .build();
    }

    public static WorkerEvent step(int decoding, int prompts, int prefillTokens, long nanos) {
        return WorkerEvent.newBuilder()
                .setStep(
                        StepDone.newBuilder()
                                .setDecodingSequences(decoding)
                                .setSequences(decoding + prompts)
                                .setPrefillTokens(prefillTokens)
                                .setNanos(nanos)
                                .setJoules(0.5))
                .build();
    }

    private static ByteString bytes(BlockHash block) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(block.high()).putLong(block.low()).array());
    }
}
