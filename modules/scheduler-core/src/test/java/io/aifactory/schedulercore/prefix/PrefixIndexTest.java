package io.aifactory.schedulercore.prefix;

import static io.aifactory.schedulercore.prefix.Prompts.blocks;
import static io.aifactory.schedulercore.prefix.Prompts.four;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PrefixIndexTest {
    private static final PromptBlocks ABCD = four(100);

    private final PrefixIndex index = Prompts.index();

    private int[] find(PromptBlocks blocks) {
        return Prompts.find(index, blocks);
    }

    @Test
    void eachWorkerIsSaidToHoldItsOwnLeadingBlocks() {
        // Given
        int all = index.register("all");
        int half = index.register("half");
        index.register("none");
        int other = index.register("other");

        // When
        index.stored(all, ABCD, 0, 4);
        index.stored(half, ABCD, 0, 2);
        index.stored(other, blocks(100, 201, 202), 0, 3);

        // Then
        assertArrayEquals(new int[] {4, 2, 0, 1}, find(ABCD));
        assertArrayEquals(new int[] {1, 1, 0, 3}, find(blocks(100, 201, 202, 203)));
        assertEquals(6, index.blocks());
        assertEquals(4, index.find(ABCD, new int[4]));
    }

    @Test
    void aMissingBlockEndsThePrefixEvenIfLaterOnesAreHeld() {
        // Given one worker that lost its second block, and one that never had the first
        int lost = index.register("lost");
        int late = index.register("late");
        index.stored(lost, ABCD, 0, 4);
        index.stored(late, ABCD, 1, 4);

        // When
        index.removed(lost, 101);

        // Then
        assertArrayEquals(new int[] {1, 0}, find(ABCD));

        // And when the hole is filled, what lies behind counts again
        index.stored(lost, ABCD, 1, 2);
        assertArrayEquals(new int[] {4, 0}, find(ABCD));
    }

    @Test
    void storingTwiceAndRemovingTheUnknownChangeNothing() {
        // Given
        int worker = index.register("w");
        index.stored(worker, ABCD, 0, 4);

        // When
        index.stored(worker, ABCD, 0, 4);
        index.removed(worker, 999);
        index.removed(worker, new long[] {103, 103, 998});

        // Then
        assertEquals(3, index.held(worker));
        assertEquals(3, index.blocks());
        assertArrayEquals(new int[] {3}, find(ABCD));
    }

    @Test
    void anyNumberIsAHash() {
        int worker = index.register("w");
        PromptBlocks odd = blocks(0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1);
        index.stored(worker, odd, 0, 5);
        assertArrayEquals(new int[] {5}, find(odd));
        index.removed(worker, -1);
        assertArrayEquals(new int[] {1}, find(odd));
        index.removed(worker, 0);
        assertArrayEquals(new int[] {0}, find(odd));
    }

    @Test
    void aPromptWithoutNamesIsHeldByNobody() {
        index.register("w");
        assertArrayEquals(new int[] {0}, find(PromptBlocks.NONE));
        assertArrayEquals(new int[] {0}, find(ABCD));
    }

    @Test
    void workersCanJoinWhileBlocksAreHeld() {
        // Given
        index.register("first");
        index.stored(0, ABCD, 0, 4);

        // When far more come than fit into one word of bits
        for (int worker = 1; worker < 1_000; worker++) {
            assertEquals(worker, index.register("w" + worker));
        }
        index.stored(999, ABCD, 0, 3);

        // Then
        int[] leading = find(ABCD);
        assertEquals(4, leading[0]);
        assertEquals(0, leading[64]);
        assertEquals(3, leading[999]);
        assertEquals(64, index.register("w64"));
    }

    @Test
    void aDroppedWorkerHoldsNothingAndTheOthersKeepTheirs() {
        // Given
        int gone = index.register("gone");
        int kept = index.register("kept");
        index.stored(gone, ABCD, 0, 4);
        index.stored(kept, ABCD, 0, 2);

        // When
        index.drop(gone);

        // Then
        assertArrayEquals(new int[] {0, 2}, find(ABCD));
        assertEquals(2, index.blocks());
        assertEquals(0, index.held(gone));
    }

    @Test
    void theOrdinalOfAWorkerThatLeftIsGivenAgainWithoutItsBlocks() {
        // Given
        index.register("a");
        int gone = index.register("b");
        index.register("c");
        index.stored(gone, ABCD, 0, 4);
        index.predict(gone, blocks(7), 9, 0);

        // When
        index.unregister(gone);

        // Then
        assertEquals(-1, index.ordinal("b"));
        assertThrows(IllegalArgumentException.class, () -> index.removed(gone, 100));
        assertArrayEquals(new int[3], find(ABCD));
        assertEquals(gone, index.register("d"));
        assertEquals(0, index.held(gone));
        assertEquals(0, index.blocks());
    }

    @Test
    void whatIsBeyondTheLimitsIsRefusedAndCounted() {
        // Given room for two workers, five blocks in all and three a worker
        PrefixIndex small = new PrefixIndex(new IndexLimits(2, 5, 3, 8), 1);
        small.register("a");
        small.register("b");

        // When
        small.stored(0, ABCD, 0, 4);
        small.stored(1, blocks(200, 201, 202), 0, 3);

        // Then
        assertEquals(3, small.held(0));
        assertEquals(2, small.held(1));
        assertEquals(2, small.refused());
        assertThrows(IllegalStateException.class, () -> small.register("c"));

        // And what was removed makes room again
        small.removed(0, 102);
        small.stored(1, blocks(200, 201, 202), 2, 3);
        assertEquals(3, small.held(1));
        assertEquals(2, small.refused());
    }

    @Test
    void mistakesOfTheCallerAreToldFromThoseOfWorkers() {
        index.register("w");
        assertThrows(IllegalArgumentException.class, () -> index.stored(1, ABCD, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> index.removed(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> index.stored(0, ABCD, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> index.find(ABCD, new int[0]));
        assertThrows(IllegalArgumentException.class, () -> new PrefixIndex(IndexLimits.DEFAULT, 0));
        assertThrows(IllegalArgumentException.class, () -> new IndexLimits(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new IndexLimits(1 << 20, 1 << 28, 1, 1));
    }
}
