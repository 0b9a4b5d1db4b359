package io.aifactory.inference.serving;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.contracts.worker.v1.BlockRemoved;
import io.aifactory.contracts.worker.v1.BlockStored;
import io.aifactory.contracts.worker.v1.StepDone;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.observing.KeptBlocks;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.KvTier;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What happens on the device, as messages. */
final class FeedMessages {
    /** Blocks of one message: 80 KiB, far below what a gRPC client takes. */
    static final int PAGE = 4096;

    private FeedMessages() {}

    /** A snapshot in pages; at least one. */
    static List<WorkerEvent> kept(KeptBlocks snapshot) {
        List<WorkerEvent> pages = new ArrayList<>();
        int count = snapshot.blocks().size();
        int start = 0;
        do {
            int end = Math.min(count, start + PAGE);
            List<KeptBlocks.Block> page = snapshot.blocks().subList(start, end);
            pages.add(
                    WorkerEvent.newBuilder()
                            .setKept(
                                    io.aifactory.contracts.worker.v1.KeptBlocks.newBuilder()
                                            .setManifestDigest(snapshot.manifest())
                                            .setBlockTokens(KeyValueMemory.BLOCK_TOKENS)
                                            .setPoolBlocks(snapshot.poolBlocks())
                                            .addAllHashes(
                                                    page.stream()
                                                            .map(block -> bytes(block.hash()))
                                                            .toList())
                                            .addAllTiers(
                                                    page.stream()
                                                            .map(block -> tier(block.tier()))
                                                            .toList())
                                            .setMore(end < count)
                                            .setNextNumber(snapshot.nextNumber()))
                            .build());
            start = end;
        } while (start < count);
        return pages;
    }

    static WorkerEvent block(BlockEvent event) {
        WorkerEvent.Builder message = WorkerEvent.newBuilder();
        switch (event) {
            case BlockEvent.Stored stored ->
                    message.setStored(
                            BlockStored.newBuilder()
                                    .setNumber(stored.number())
                                    .setHash(bytes(stored.hash()))
                                    .setTier(tier(stored.tier()))
                                    .setParent(bytes(stored.parent())));
            case BlockEvent.Removed removed ->
                    message.setRemoved(
                            BlockRemoved.newBuilder()
                                    .setNumber(removed.number())
                                    .setHash(bytes(removed.hash()))
                                    .setTier(tier(removed.tier())));
        }
        return message.build();
    }

    static WorkerEvent step(StepReport report, boolean estimated) {
        return WorkerEvent.newBuilder()
                .setStep(
                        StepDone.newBuilder()
                                .setNanos(report.nanos())
                                .setJoules(StepEnergy.joules(report.nanojoules()))
                                .setJoulesEstimated(estimated)
                                .setSequences(report.sequences())
                                .setDecodingSequences(report.decoding())
                                .setPrefillTokens(report.prefillTokens())
                                .setGeneratedTokens(report.generatedTokens())
                                .setDraftedTokens(report.draftedTokens())
                                .setAcceptedTokens(report.acceptedTokens())
                                .setModelDraftedTokens(report.model().drafted())
                                .setModelAcceptedTokens(report.model().accepted())
                                .setDraftModelNanos(report.model().nanos())
                                .setKvTokens(report.kvTokens())
                                .setRestoredTokens(report.before().restoredTokens()))
                .build();
    }

    private static io.aifactory.contracts.worker.v1.KvTier tier(KvTier tier) {
        return switch (tier) {
            case POOL -> io.aifactory.contracts.worker.v1.KvTier.KV_TIER_POOL;
            case HOST -> io.aifactory.contracts.worker.v1.KvTier.KV_TIER_HOST;
            case DISK -> io.aifactory.contracts.worker.v1.KvTier.KV_TIER_DISK;
        };
    }

    private static ByteString bytes(BlockHash hash) {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(hash.high())
                        .putLong(hash.low())
                        .array();
        return UnsafeByteOperations.unsafeWrap(bytes);
    }
}
