package io.aifactory.inference.prefix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.PrefixIndex.Pinned;
import io.aifactory.inference.prefix.PrefixIndex.Placement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PrefixIndexTest {
    private static final BlockHash ROOT = BlockHash.root("", "");

    private final List<BlockEvent> events = new ArrayList<>();

    @Test
    void aStoredBeginningIsFoundByEveryPromptThatHasIt() {
        PrefixIndex index = index(4);

        assertEquals(
                List.of(new Placement(0, 0), new Placement(1, 1), new Placement(2, 2)),
                index.store(chain(1, 2, 3), ROOT));

        Pinned found = index.pin(chain(1, 2, 9));
        assertEquals(chain(1, 2), found.hashes());
        assertArrayEquals(new int[] {0, 1}, found.places());
    }

    @Test
    void onlyMissingBlocksAreToBeWritten() {
        PrefixIndex index = index(4);
        index.store(chain(1, 2), ROOT);

        assertEquals(List.of(new Placement(2, 2)), index.store(chain(1, 2, 3), ROOT));
        assertEquals(List.of(), index.store(chain(1, 2, 3), ROOT));
    }

    @Test
    void theEndOfThePromptThatWasNeededLongestAgoGoesFirst() {
        PrefixIndex index = index(4);
        index.store(chain(1, 2), ROOT);
        index.store(chain(3, 4), ROOT);
        index.release(index.pin(chain(1)));

        index.store(chain(5, 6), ROOT);

        assertEquals(chain(1), index.pin(chain(1, 2)).hashes());
        assertEquals(chain(3), index.pin(chain(3, 4)).hashes());
        assertEquals(chain(5, 6), index.pin(chain(5, 6)).hashes());
    }

    @Test
    void blocksInUseStayAndWhatDoesNotFitIsNotStored() {
        PrefixIndex index = index(2);
        index.store(chain(1, 2), ROOT);
        Pinned used = index.pin(chain(1, 2));

        assertEquals(List.of(), index.store(chain(3), ROOT));

        index.release(used);
        assertEquals(List.of(new Placement(0, 1)), index.store(chain(3), ROOT));
    }

    @Test
    void aPromptNeverGivesUpItsOwnBeginning() {
        PrefixIndex index = index(2);

        assertEquals(2, index.store(chain(1, 2, 3), ROOT).size());
        assertEquals(chain(1, 2), index.pin(chain(1, 2, 3)).hashes());
    }

    @Test
    void everyChangeIsToldOnceAndNumberedWithoutGaps() {
        PrefixIndex index = index(1);
        index.store(chain(1), ROOT);
        index.store(chain(2), ROOT);

        BlockHash one = chain(1).getFirst();
        BlockHash two = chain(2).getFirst();
        assertEquals(
                List.of(
                        new BlockEvent.Stored(0, one, ROOT, KvTier.POOL),
                        new BlockEvent.Removed(1, one, KvTier.POOL),
                        new BlockEvent.Stored(2, two, ROOT, KvTier.POOL)),
                events);
    }

    @Test
    void whatIsReleasedTwiceIsAMistake() {
        PrefixIndex index = index(3);
        index.store(chain(1, 2), ROOT);
        Pinned used = index.pin(chain(1));
        index.release(used);

        assertThrows(IllegalStateException.class, () -> index.release(used));
    }

    @Test
    void aPoolWithoutPlacesKeepsNothing() {
        PrefixIndex index = index(0);

        assertEquals(List.of(), index.store(chain(1), ROOT));
        assertEquals(List.of(), index.pin(chain(1)).hashes());
    }

    /** Random prompts over few tokens, so that beginnings are shared; one use in three is kept. */
    @Property(tries = 300)
    void whatTheEventsSayIsWhatIsFound(@ForAll("prompts") List<int[]> prompts) {
        List<BlockEvent> told = new ArrayList<>();
        PrefixIndex index = new PrefixIndex(5, told::add);
        Map<Integer, BlockHash> written = new HashMap<>();
        Deque<Pinned> uses = new ArrayDeque<>();
        int step = 0;
        for (int[] prompt : prompts) {
            List<BlockHash> chain = chain(prompt);
            Pinned pinned = index.pin(chain);
            for (int i = 0; i < pinned.places().length; i++) {
                assertEquals(pinned.hashes().get(i), written.get(pinned.places()[i]));
            }
            if (step++ % 3 == 0) {
                uses.add(pinned);
            } else {
                index.release(pinned);
            }
            for (Placement placement : index.store(chain, ROOT)) {
                written.put(placement.place(), chain.get(placement.index()));
            }
            if (uses.size() > 2) {
                index.release(uses.remove());
            }
            requireConsistent(index, told);
        }
    }

    private static void requireConsistent(PrefixIndex index, List<BlockEvent> told) {
        Map<BlockHash, BlockHash> parents = new HashMap<>();
        long number = 0;
        for (BlockEvent event : told) {
            assertEquals(number++, event.number());
            switch (event) {
                case BlockEvent.Stored stored ->
                        assertNull(parents.put(stored.hash(), stored.parent()));
                case BlockEvent.Removed removed -> assertNotNull(parents.remove(removed.hash()));
            }
        }
        assertEquals(index.size(), parents.size());
        assertTrue(index.size() <= index.capacity());
        Set<BlockHash> reachable = new HashSet<>(parents.keySet());
        reachable.add(ROOT);
        assertTrue(reachable.containsAll(parents.values()));
    }

    @Provide
    Arbitrary<List<int[]>> prompts() {
        return Arbitraries.integers()
                .between(1, 3)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private PrefixIndex index(int capacity) {
        return new PrefixIndex(capacity, events::add);
    }

    private static List<BlockHash> chain(int... tokens) {
        return BlockHash.chain(ROOT, tokens, tokens.length, 1);
    }
}
