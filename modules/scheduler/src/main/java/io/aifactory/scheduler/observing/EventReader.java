package io.aifactory.scheduler.observing;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.worker.v1.BlockRemoved;
import io.aifactory.contracts.worker.v1.BlockStored;
import io.aifactory.contracts.worker.v1.KeptBlocks;
import io.aifactory.contracts.worker.v1.StepDone;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.economics.step.StepContent;
import io.aifactory.scheduler.dispatch.FleetNews;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one stream of a worker's events, which begins with what is kept. A number that is missing
 * or a message that cannot be true ends it, so that the worker is asked anew for what it keeps.
 * Called by one thread at a time.
 */
final class EventReader {
    private static final int MOST_BLOCK_TOKENS = 1 << 16;
    private static final int HASH_BYTES = 16;

    private final String workerId;
    private final FleetNews news;
    private final KeptTiers tiers = new KeptTiers();
    private KeptPrompts kept = KeptPrompts.NONE;
    private boolean listing;
    private long next;

    EventReader(String workerId, FleetNews news) {
        this.workerId = workerId;
        this.news = news;
    }

    /**
     * What came next.
     *
     * @return how blocks are named from here on
     * @throws UnbelievableEvent if it cannot be
     */
    KeptPrompts take(WorkerEvent event) throws UnbelievableEvent {
        switch (event.getEventCase()) {
            case KEPT -> kept(event.getKept());
            case STORED -> stored(event.getStored());
            case REMOVED -> removed(event.getRemoved());
            case STEP -> step(event.getStep());
            case EVENT_NOT_SET -> {} // of a newer worker
        }
        return kept;
    }

    private void kept(KeptBlocks page) throws UnbelievableEvent {
        if (!listing) {
            tiers.clear();
            news.cleared(workerId);
        }
        int blockTokens = page.getBlockTokens();
        if (blockTokens < 1 || blockTokens > MOST_BLOCK_TOKENS || page.getNextNumber() < 0) {
            throw new UnbelievableEvent(
                    "blocks of %d tokens, and events from number %d"
                            .formatted(blockTokens, page.getNextNumber()));
        }
        if (page.getTiersCount() != page.getHashesCount()) {
            throw new UnbelievableEvent(
                    "%d blocks in %d tiers".formatted(page.getHashesCount(), page.getTiersCount()));
        }
        kept = new KeptPrompts(page.getManifestDigest(), blockTokens, page.getPoolBlocks());
        List<ByteString> hashes = page.getHashesList();
        long[] blocks = new long[hashes.size()];
        int count = 0;
        for (int i = 0; i < blocks.length; i++) {
            long block = block(hashes.get(i));
            if (tiers.stored(block, page.getTiers(i))) {
                blocks[count++] = block;
            }
        }
        news.stored(workerId, new PromptBlocks(blockTokens, Arrays.copyOf(blocks, count)));
        listing = page.getMore();
        next = page.getNextNumber();
    }

    private void stored(BlockStored event) throws UnbelievableEvent {
        long block = block(event.getHash());
        if (isNew(event.getNumber()) && tiers.stored(block, event.getTier())) {
            news.stored(workerId, new PromptBlocks(kept.blockTokens(), new long[] {block}));
        }
    }

    private void removed(BlockRemoved event) throws UnbelievableEvent {
        long block = block(event.getHash());
        if (isNew(event.getNumber()) && tiers.removed(block, event.getTier())) {
            news.removed(workerId, block);
        }
    }

    /** False for what was there already. */
    private boolean isNew(long number) throws UnbelievableEvent {
        if (kept.blockTokens() == 0 || listing) {
            throw new UnbelievableEvent(
                    "block event %d before the list of what is kept".formatted(number));
        }
        if (number > next) {
            throw new UnbelievableEvent("block event %d where %d was next".formatted(number, next));
        }
        if (number < next) {
            return false;
        }
        next++;
        return true;
    }

    /** The policy's own checks judge times and joules; here only what is no step at all is lost. */
    private void step(StepDone step) {
        int prompts = step.getSequences() - step.getDecodingSequences();
        if (step.getDecodingSequences() < 0
                || step.getPrefillTokens() < 0
                || step.getKvTokens() < 0
                || prompts < 0) {
            return;
        }
        news.stepped(
                workerId,
                new StepContent(
                        step.getDecodingSequences(),
                        step.getPrefillTokens(),
                        step.getKvTokens(),
                        0,
                        prompts),
                step.getNanos(),
                step.getJoules());
    }

    private static long block(ByteString hash) throws UnbelievableEvent {
        if (hash.size() != HASH_BYTES) {
            throw new UnbelievableEvent("a block's name of %d bytes".formatted(hash.size()));
        }
        return hash.asReadOnlyByteBuffer().getLong();
    }

    /** A worker said what cannot be. */
    static final class UnbelievableEvent extends Exception {
        private static final long serialVersionUID = 1;

        UnbelievableEvent(String message) {
            super(message);
        }
    }
}
