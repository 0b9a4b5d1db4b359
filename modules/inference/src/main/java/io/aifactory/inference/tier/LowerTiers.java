package io.aifactory.inference.tier;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.PrefixIndex.GivenUp;
import io.aifactory.inference.prefix.PrefixIndex.Placement;
import io.aifactory.inference.prefix.TierBook;
import io.aifactory.inference.prefix.TierBook.Copying;
import io.aifactory.inference.prefix.TierIndex.Hold;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Moves blocks down from the pool and up to it, as the {@link TierBook} decides. Owned by the
 * device's thread, which copies between pool and host memory; the disk's thread does the rest.
 */
public final class LowerTiers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LowerTiers.class);

    /** Places of host memory that are in use while the disk is written: a part, at most. */
    private static final int WRITING_PART = 4;

    private static final int MOST_WRITES = 64;

    /** The same while it is read: a long prompt's blocks at once, as it is computed meanwhile. */
    private static final int READING_PART = 2;

    private static final int MOST_READS = 512;

    /** So many failed writes in a row are no accident. */
    private static final int FAILURES_TO_GIVE_UP = 16;

    private final KeyValueMemory memory;
    private final TierBook book;
    private final HostSlab host;
    private final Optional<DiskThread> disk;
    private final CopyBudget budget;
    private final DiskPace pace = new DiskPace();
    private final int mostReads;
    private final int mostWrites;
    private final Deque<BlockHash> unwritten = new ArrayDeque<>();
    private int openReads;
    private int openWrites;
    private int failedWrites;
    private long diskFailures;

    LowerTiers(KeyValueMemory memory, TierBook book, Optional<DiskSlab> disk, CopyBudget budget) {
        this.memory = memory;
        this.book = book;
        this.host = new HostSlab(book.host().capacity(), memory.blockBytes());
        this.disk = disk.map(slab -> new DiskThread(slab, host));
        this.budget = budget;
        int places = book.host().capacity();
        this.mostReads = Math.clamp(places / READING_PART, 1, MOST_READS);
        this.mostWrites = Math.clamp(places / WRITING_PART, 1, MOST_WRITES);
    }

    /**
     * The tiers below a memory's pool; none of them has a place where it has no pool.
     *
     * @param book has to have been made for them, by {@link TierSettings#book}
     */
    public static LowerTiers of(KeyValueMemory memory, TierBook book, TierSettings settings) {
        int blocks = book.disk().capacity();
        Optional<DiskSlab> disk =
                blocks == 0
                        ? Optional.empty()
                        : Optional.of(
                                DiskSlab.in(settings.diskFolder(), blocks, memory.blockBytes()));
        return new LowerTiers(memory, book, disk, new CopyBudget(settings.copyNanos()));
    }

    /**
     * As the other, with the disk's blocks in a given file.
     *
     * @param file readable and writable; closed with the tiers
     */
    public static LowerTiers of(
            KeyValueMemory memory, TierBook book, TierSettings settings, FileChannel file) {
        DiskSlab disk = new DiskSlab(file, book.disk().capacity(), memory.blockBytes());
        return new LowerTiers(
                memory, book, Optional.of(disk), new CopyBudget(settings.copyNanos()));
    }

    /**
     * A turn of the device's thread begins: what the disk's thread has done is taken over.
     *
     * @param streams somebody waits for a token
     * @return whether more can be found now
     */
    public boolean begin(boolean streams) {
        budget.begin(streams);
        return disk.map(this::takeOver).orElse(false);
    }

    private boolean takeOver(DiskThread thread) {
        boolean news = false;
        for (DiskThread.Done done : thread.done()) {
            diskFailures += done.whole() ? 0 : 1;
            if (done.read()) {
                openReads--;
                pace.measured(done.nanos());
                book.offDisk(done.copy(), done.whole());
                news |= done.whole();
            } else {
                openWrites--;
                book.onDisk(done.copy(), done.whole());
                failedWrites = done.whole() ? 0 : failedWrites + 1;
                if (failedWrites == FAILURES_TO_GIVE_UP) {
                    LOG.warn("The disk takes no blocks; nothing more is written to it");
                }
            }
        }
        writeOut(thread);
        return news;
    }

    /**
     * Copies what the pool has given up to host memory, to be called before its places are written
     * over. If there is no time for all, the ends of prompts are lost.
     */
    public void lower() {
        List<GivenUp> displaced = book.displaced();
        int lost = displaced.size() - budget.take(displaced.size());
        displaced.subList(0, lost).forEach(each -> book.lose(each.hash()));
        List<GivenUp> kept = displaced.subList(lost, displaced.size());
        if (kept.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        kept.forEach(each -> lower(each.hash(), memory.save(each.place())));
        budget.measured(System.nanoTime() - start, kept.size());
    }

    private void lower(BlockHash hash, ByteBuffer bytes) {
        Optional<Hold> hold = book.demote(hash);
        if (hold.isPresent()) {
            host.at(hold.get().place()).put(bytes);
            book.release(hold.get());
            if (disk.isPresent()) {
                unwritten.add(hash);
                writeOut(disk.get());
            }
        }
    }

    /** The oldest first; those that host memory has given up meanwhile are lost. */
    private void writeOut(DiskThread thread) {
        while (unwritten.size() > book.host().capacity() || failedWrites >= FAILURES_TO_GIVE_UP) {
            if (unwritten.poll() == null) {
                return;
            }
        }
        while (openWrites < mostWrites && !unwritten.isEmpty()) {
            for (Copying copy : book.toDisk(unwritten.remove()).stream().toList()) {
                openWrites++;
                thread.write(copy);
            }
        }
    }

    /**
     * Copies blocks of a prompt from host memory to the pool, as far as there is time and room. The
     * blocks that make room for them take their places in host memory.
     *
     * @param from how many blocks of the prompt are in the pool
     */
    public Raised raise(List<BlockHash> chain, BlockHash root, int from) {
        int found = book.inHost(chain, from);
        int count = budget.take(found);
        if (count == 0) {
            return new Raised(0, 0, found > 0);
        }
        long start = System.nanoTime();
        List<Hold> holds = book.pinHost(chain.subList(from, from + count));
        List<Placement> places = book.store(chain.subList(0, from + count), root);
        Map<Integer, BlockHash> displaced =
                book.displaced().stream().collect(Collectors.toMap(GivenUp::place, GivenUp::hash));
        int fromDisk = 0;
        for (int i = 0; i < count; i++) {
            Hold hold = holds.get(i);
            if (i < places.size()) {
                raise(hold, places.get(i).place(), displaced);
                fromDisk += hold.fromDisk() ? 1 : 0;
            } else {
                book.release(hold);
            }
        }
        budget.measured(System.nanoTime() - start, count);
        boolean whole = places.size() == count;
        return new Raised(places.size() - fromDisk, fromDisk, whole && found > count);
    }

    private void raise(Hold hold, int place, Map<Integer, BlockHash> displaced) {
        BlockHash out = displaced.get(place);
        Optional<ByteBuffer> bytes =
                out == null ? Optional.empty() : Optional.of(memory.save(place));
        memory.load(host.at(hold.place()), place);
        book.release(hold);
        if (out != null && bytes.isPresent()) {
            lower(out, bytes.get());
        }
    }

    /**
     * A request with this prompt waits: what stands on the disk is read, if that is faster than
     * computing it.
     *
     * @param computeNanos what computing one block takes; empty while that is not known
     */
    public void expect(List<BlockHash> chain, Optional<Double> computeNanos) {
        if (disk.isEmpty() || openReads >= mostReads || book.disk().size() == 0) {
            return;
        }
        DiskThread thread = disk.get();
        if (!book.onlyOnDisk(chain) || !pace.worthReading(computeNanos)) {
            return;
        }
        for (Copying copy : book.fromDisk(chain, mostReads - openReads)) {
            openReads++;
            thread.read(copy);
        }
    }

    /** Nothing is on its way to the disk or from it. */
    public boolean quiet() {
        return openReads + openWrites + unwritten.size() == 0;
    }

    public TierLoad load() {
        return new TierLoad(
                book.pool().size(),
                book.host().size(),
                book.disk().size(),
                memory.blockBytes(),
                diskFailures);
    }

    @Override
    public void close() {
        disk.ifPresent(DiskThread::close);
        host.close();
    }
}
