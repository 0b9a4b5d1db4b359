package io.aifactory.inference.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.PrefixIndex.GivenUp;
import io.aifactory.inference.prefix.TierBook.Copying;
import io.aifactory.inference.prefix.TierIndex.Hold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TierBookTest {
    private static final BlockHash ROOT = BlockHash.root("", "");

    private final List<BlockEvent> events = new ArrayList<>();

    @Test
    void whatThePoolGivesUpStandsInHostMemoryEndingsFirst() {
        TierBook book = new TierBook(2, 4, 0, events::add);
        store(book, chain(1, 2));
        store(book, chain(3, 4));

        assertEquals(List.of(name(1, 2), name(1)), book.host().order());
        assertEquals(0, book.inHost(chain(3, 4), 0));
        assertEquals(2, book.inHost(chain(1, 2, 5), 0));
        assertEquals(2, book.pool().size());
    }

    @Test
    void inHostMemoryTheOneNeededLongestAgoGoesFirst() {
        TierBook book = new TierBook(2, 3, 0, events::add);
        store(book, chain(1, 2));
        store(book, chain(3, 4));

        store(book, chain(5, 6));

        // the ending of the first prompt had to make room
        assertEquals(List.of(name(1), name(3, 4), name(3)), book.host().order());
        assertEquals(1, book.inHost(chain(1, 2), 0));
        assertEquals(5, book.known());
    }

    @Test
    void whatComesUpLeavesHostMemory() {
        TierBook book = new TierBook(2, 4, 0, events::add);
        store(book, chain(1, 2));
        store(book, chain(3, 4));
        events.clear();
        List<Hold> holds = book.pinHost(chain(1));

        assertEquals(1, book.store(chain(1), ROOT).size());
        assertEquals(List.of(new GivenUp(name(3, 4), 0)), book.displaced());
        assertFalse(book.host().has(name(1)));
        assertEquals(1, book.host().inUse());
        holds.forEach(book::release);

        assertEquals(0, book.host().inUse());
        book.demote(name(3, 4)).ifPresent(book::release);
        assertEquals(List.of(name(1, 2), name(3, 4)), book.host().order());
        assertEquals(
                List.of(
                        new BlockEvent.Removed(8, name(3, 4), KvTier.POOL),
                        new BlockEvent.Stored(9, name(1), ROOT, KvTier.POOL),
                        new BlockEvent.Removed(10, name(1), KvTier.HOST),
                        new BlockEvent.Stored(11, name(3, 4), name(3), KvTier.HOST)),
                events);
    }

    @Test
    void aBlockThatIsLostTakesAlongWhatFollowsIt() {
        TierBook book = new TierBook(2, 4, 4, events::add);
        store(book, chain(1, 2));
        store(book, chain(3, 4));
        Copying copy = book.toDisk(name(1, 2)).orElseThrow();
        book.onDisk(copy, true);

        store(book, chain(5, 6), false);
        store(book, chain(7), false);
        assertEquals(2, book.inHost(chain(1, 2), 0));
        List<Hold> holds = book.pinHost(chain(1));
        book.store(chain(1), ROOT);
        holds.forEach(book::release);
        book.displaced().forEach(each -> book.lose(each.hash()));
        store(book, chain(8, 9), false);

        // the first block was in the pool alone and has been lost
        assertEquals(0, book.inHost(chain(1, 2), 0));
        assertFalse(book.disk().has(name(1, 2)));
        assertEquals(2, book.known());
        assertEquals(0, book.host().size() + book.disk().size());
    }

    @Test
    void aBlockOnTheDiskOutlivesHostMemoryAndComesBackThroughIt() {
        TierBook book = new TierBook(1, 1, 4, events::add);
        store(book, chain(1));
        store(book, chain(2));
        Copying down = book.toDisk(name(1)).orElseThrow();
        assertFalse(book.onlyOnDisk(chain(1)));
        book.onDisk(down, true);
        store(book, chain(3));
        assertEquals(List.of(name(2)), book.host().order());

        assertTrue(book.onlyOnDisk(chain(1)));
        List<Copying> up = book.fromDisk(chain(1), 9);
        assertEquals(1, up.size());
        assertEquals(0, book.inHost(chain(1), 0));
        book.offDisk(up.getFirst(), true);

        assertEquals(1, book.inHost(chain(1), 0));
        assertTrue(book.host().pin(name(1)).fromDisk());
        assertFalse(book.onlyOnDisk(chain(2)), "host memory gave it up, and no disk has it");
    }

    @Test
    void aDamagedBlockIsForgottenWithWhatFollows() {
        TierBook book = new TierBook(2, 2, 4, events::add);
        store(book, chain(1, 2));
        store(book, chain(3, 4));
        for (BlockHash hash : chain(1, 2)) {
            book.onDisk(book.toDisk(hash).orElseThrow(), true);
        }
        store(book, chain(5, 6));
        List<Copying> up = book.fromDisk(chain(1, 2), 9);
        assertEquals(2, up.size());

        book.offDisk(up.get(0), false);
        book.offDisk(up.get(1), true);

        assertEquals(0, book.inHost(chain(1, 2), 0));
        assertFalse(book.onlyOnDisk(chain(1, 2)));
        assertEquals(0, book.disk().size());
        assertEquals(0, book.host().inUse() + book.disk().inUse());
    }

    @Test
    void aFailedWriteLeavesTheBlockInHostMemory() {
        TierBook book = new TierBook(1, 2, 2, events::add);
        store(book, chain(1));
        store(book, chain(2));

        book.onDisk(book.toDisk(name(1)).orElseThrow(), false);

        assertEquals(1, book.inHost(chain(1), 0));
        assertEquals(0, book.disk().size());
        assertEquals(0, book.host().inUse());
        assertTrue(book.toDisk(name(1)).isPresent());
    }

    /** Prompts over a tree of blocks, copies that end late or fail, losses. */
    @Property(tries = 300)
    void whateverStandsSomewhereCanBeFoundFromItsBeginning(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int pool,
            @ForAll @IntRange(max = 6) int host,
            @ForAll @IntRange(max = 8) int disk) {
        Random random = new Random(seed);
        Map<KvTier, Set<BlockHash>> told = new EnumMap<>(KvTier.class);
        for (KvTier tier : KvTier.values()) {
            told.put(tier, new HashSet<>());
        }
        Map<BlockHash, BlockHash> parents = new HashMap<>();
        TierBook book =
                new TierBook(
                        pool,
                        host,
                        host == 0 ? 0 : disk,
                        event -> {
                            switch (event) {
                                case BlockEvent.Stored s -> {
                                    assertTrue(in(told, s.tier()).add(s.hash()));
                                    parents.put(s.hash(), s.parent());
                                }
                                case BlockEvent.Removed r ->
                                        assertTrue(in(told, r.tier()).remove(r.hash()));
                            }
                        });
        Deque<Copying> down = new ArrayDeque<>();
        Deque<Copying> up = new ArrayDeque<>();
        for (int i = 0; i < 60; i++) {
            List<BlockHash> chain = randomChain(random);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    book.store(chain, ROOT);
                    List<GivenUp> displaced = book.displaced();
                    int lost = random.nextInt(4) == 0 ? random.nextInt(displaced.size() + 1) : 0;
                    displaced.subList(0, lost).forEach(each -> book.lose(each.hash()));
                    for (GivenUp each : displaced.subList(lost, displaced.size())) {
                        book.demote(each.hash()).ifPresent(book::release);
                        book.toDisk(each.hash()).ifPresent(down::add);
                    }
                }
                case 2 -> {
                    PrefixIndex.Pinned known = book.pool().pin(chain);
                    int from = known.hashes().size();
                    int count = book.inHost(chain, from);
                    List<Hold> holds = book.pinHost(chain.subList(from, from + count));
                    book.store(chain.subList(0, from + count), ROOT);
                    List<GivenUp> displaced = book.displaced();
                    holds.forEach(book::release);
                    for (GivenUp each : displaced) {
                        book.demote(each.hash()).ifPresent(book::release);
                    }
                    book.pool().release(known);
                }
                case 3 -> up.addAll(book.fromDisk(chain, 1 + random.nextInt(4)));
                case 4 -> {
                    if (!down.isEmpty()) {
                        book.onDisk(down.remove(), random.nextInt(5) > 0);
                    }
                }
                default -> {
                    if (!up.isEmpty()) {
                        book.offDisk(up.remove(), random.nextInt(5) > 0);
                    }
                }
            }
            assertTrue(book.pool().size() <= pool);
            assertTrue(book.host().size() <= host && book.host().inUse() <= host);
            assertTrue(book.disk().size() <= disk && book.disk().inUse() <= disk);
            assertEquals(book.pool().size(), in(told, KvTier.POOL).size());
            Set<BlockHash> known = new HashSet<>();
            told.values().forEach(known::addAll);
            for (BlockHash hash : known) {
                BlockHash parent = parents.get(hash);
                assertTrue(
                        ROOT.equals(parent) || known.contains(parent),
                        "a block without its beginning");
            }
        }
        down.forEach(copy -> book.onDisk(copy, true));
        up.forEach(copy -> book.offDisk(copy, true));
        assertEquals(0, book.host().inUse());
        assertEquals(0, book.disk().inUse());
        assertEquals(in(told, KvTier.HOST).size(), book.host().size());
        assertEquals(in(told, KvTier.DISK).size(), book.disk().size());
    }

    private static Set<BlockHash> in(Map<KvTier, Set<BlockHash>> told, KvTier tier) {
        return Objects.requireNonNull(told.get(tier));
    }

    private static List<BlockHash> randomChain(Random random) {
        int[] tokens = new int[1 + random.nextInt(4)];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.nextInt(2);
        }
        return chain(tokens);
    }

    private void store(TierBook book, List<BlockHash> chain) {
        store(book, chain, true);
    }

    private static void store(TierBook book, List<BlockHash> chain, boolean keep) {
        book.store(chain, ROOT);
        for (GivenUp each : book.displaced()) {
            if (keep) {
                book.demote(each.hash()).ifPresent(book::release);
            } else {
                book.lose(each.hash());
            }
        }
    }

    private static BlockHash name(int... tokens) {
        return chain(tokens).getLast();
    }

    private static List<BlockHash> chain(int... tokens) {
        return BlockHash.chain(ROOT, tokens, tokens.length, 1);
    }
}
