package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.PrefixIndex.GivenUp;
import io.aifactory.inference.prefix.PrefixIndex.Placement;
import io.aifactory.inference.prefix.TierIndex.Hold;
import io.aifactory.inference.prefix.TierIndex.Reserved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which blocks stand in which tier: the pool, below it the host's memory, below that a disk. A
 * block is in the pool or in host memory, not in both; a copy on the disk may stand beside either.
 * What no tier has any more takes all that follow it along, so that whatever stands somewhere can
 * be found from its beginning. Pure book-keeping, whoever calls moves the bytes; owned by one
 * thread.
 */
public final class TierBook {
    private final BlockEvents events;
    private final PrefixIndex pool;
    private final TierIndex host;
    private final TierIndex disk;
    private final Lineage lineage = new Lineage();
    private final List<GivenUp> displaced = new ArrayList<>();

    /** Given up by the pool; where they go is not decided yet. */
    private final Set<BlockHash> leaving = new HashSet<>();

    /**
     * @param listener hears of every change, in order
     */
    public TierBook(int poolBlocks, int hostBlocks, int diskBlocks, Consumer<BlockEvent> listener) {
        this.events = new BlockEvents(listener);
        this.host = new TierIndex(hostBlocks);
        this.disk = new TierIndex(diskBlocks);
        this.pool =
                new PrefixIndex(poolBlocks, events, hostBlocks == 0 ? _ -> {} : this::leavesPool);
    }

    private void leavesPool(GivenUp block) {
        displaced.add(block);
        leaving.add(block.hash());
    }

    public PrefixIndex pool() {
        return pool;
    }

    public TierIndex host() {
        return host;
    }

    public TierIndex disk() {
        return disk;
    }

    /**
     * As {@link PrefixIndex#store}. What is stored leaves host memory, and what the pool gives up
     * for it has to be taken from {@link #displaced} before the new content is written.
     */
    public List<Placement> store(List<BlockHash> chain, BlockHash root) {
        List<Placement> placements = pool.store(chain, root);
        if (host.capacity() > 0) {
            for (Placement placement : placements) {
                int index = placement.index();
                BlockHash hash = chain.get(index);
                lineage.add(hash, index == 0 ? root : chain.get(index - 1));
                leaveHost(hash);
            }
        }
        return placements;
    }

    /**
     * Blocks that the pool has given up since this was asked last; each of them has to be {@link
     * #demote}d or to be a {@link #lose loss}.
     */
    public List<GivenUp> displaced() {
        List<GivenUp> all = List.copyOf(displaced);
        displaced.clear();
        return all;
    }

    /**
     * A place in host memory for a block that the pool has given up: to be written at once, then
     * {@link #release}d.
     *
     * @return empty if it cannot be kept
     */
    public Optional<Hold> demote(BlockHash hash) {
        Optional<Hold> hold = reserveInHost(hash);
        leaving.remove(hash);
        hold.ifPresentOrElse(
                each -> {
                    host.finish(each);
                    events.stored(hash, lineage.parent(hash), KvTier.HOST);
                },
                () -> settle(hash));
        return hold;
    }

    /** A block that the pool has given up is not to be kept. */
    public void lose(BlockHash hash) {
        leaving.remove(hash);
        settle(hash);
    }

    /** How many blocks stand in host memory, from this index of the prompt on. */
    public int inHost(List<BlockHash> chain, int from) {
        int index = from;
        while (index < chain.size() && host.ready(chain.get(index))) {
            index++;
        }
        return index - from;
    }

    /** Keeps blocks in host memory while they are being copied. */
    public List<Hold> pinHost(List<BlockHash> hashes) {
        return hashes.stream().map(host::pin).toList();
    }

    /** A block in host memory is not being copied any more. */
    public void release(Hold hold) {
        host.release(hold);
    }

    /**
     * A place on the disk for a block in host memory.
     *
     * @return empty if it has a place there, or no room can be made
     */
    public Optional<Copying> toDisk(BlockHash hash) {
        if (disk.has(hash) || !host.ready(hash)) {
            return Optional.empty();
        }
        Optional<Reserved> reserved = disk.reserve(hash);
        if (reserved.isEmpty()) {
            return Optional.empty();
        }
        Hold from = host.pin(hash);
        reserved.get().givenUp().ifPresent(each -> gone(each, KvTier.DISK));
        return Optional.of(new Copying(hash, from, reserved.get().hold()));
    }

    /** A copy to the disk has ended. */
    public void onDisk(Copying copy, boolean whole) {
        if (whole && !copy.disk().gone()) {
            disk.finish(copy.disk());
            events.stored(copy.hash(), lineage.parent(copy.hash()), KvTier.DISK);
        } else if (!copy.disk().gone()) {
            disk.remove(copy.hash());
        }
        end(copy);
    }

    /** Whether the first block that is neither in the pool nor in host memory is on the disk. */
    public boolean onlyOnDisk(List<BlockHash> chain) {
        for (BlockHash hash : chain) {
            if (!pool.contains(hash) && !host.has(hash)) {
                return disk.ready(hash);
            }
        }
        return false;
    }

    /**
     * Places in host memory for blocks that stand on the disk alone, as far as the prompt's
     * beginning is known without a gap.
     *
     * @param limit most blocks
     */
    public List<Copying> fromDisk(List<BlockHash> chain, int limit) {
        List<Copying> copies = new ArrayList<>();
        List<Hold> neighbours = new ArrayList<>();
        for (BlockHash hash : chain) {
            if (host.ready(hash)) {
                neighbours.add(host.pin(hash));
            } else if (!pool.contains(hash) && !host.has(hash)) {
                if (!disk.ready(hash) || copies.size() == limit) {
                    break;
                }
                Hold from = disk.pin(hash);
                Optional<Hold> to = reserveInHost(hash);
                if (to.isEmpty()) {
                    disk.release(from);
                    break;
                }
                to.get().cameFromDisk();
                copies.add(new Copying(hash, to.get(), from));
            }
        }
        neighbours.reversed().forEach(host::release);
        return copies;
    }

    /**
     * A copy from the disk has ended.
     *
     * @param whole the bytes are those that were written; else the block is lost
     */
    public void offDisk(Copying copy, boolean whole) {
        if (!whole && !copy.disk().gone()) {
            disk.remove(copy.hash());
            events.removed(copy.hash(), KvTier.DISK);
        }
        if (!copy.host().gone()) {
            if (whole) {
                host.finish(copy.host());
                events.stored(copy.hash(), lineage.parent(copy.hash()), KvTier.HOST);
            } else {
                host.remove(copy.hash());
            }
        }
        end(copy);
    }

    private void end(Copying copy) {
        host.release(copy.host());
        disk.release(copy.disk());
        settle(copy.hash());
    }

    private Optional<Hold> reserveInHost(BlockHash hash) {
        Optional<Reserved> reserved = host.reserve(hash);
        reserved.flatMap(Reserved::givenUp).ifPresent(each -> gone(each, KvTier.HOST));
        Optional<Hold> hold = reserved.map(Reserved::hold);
        // it may have followed what had to go
        hold.filter(Hold::gone).ifPresent(host::release);
        return hold.filter(each -> !each.gone());
    }

    private void gone(BlockHash hash, KvTier tier) {
        events.removed(hash, tier);
        settle(hash);
    }

    private void leaveHost(BlockHash hash) {
        boolean found = host.ready(hash);
        host.remove(hash);
        if (found) {
            events.removed(hash, KvTier.HOST);
        }
    }

    /** What no tier has takes along what follows it. */
    private void settle(BlockHash hash) {
        if (pool.contains(hash) || host.ready(hash) || disk.ready(hash) || leaving.contains(hash)) {
            return;
        }
        for (BlockHash each : lineage.forget(hash)) {
            leaveHost(each);
            boolean onDisk = disk.ready(each);
            disk.remove(each);
            if (onDisk) {
                events.removed(each, KvTier.DISK);
            }
        }
    }

    /** Blocks that are known, for tests. */
    int known() {
        return lineage.size();
    }

    /** A block on its way between host memory and disk: both places are in use. */
    public record Copying(BlockHash hash, Hold host, Hold disk) {}
}
