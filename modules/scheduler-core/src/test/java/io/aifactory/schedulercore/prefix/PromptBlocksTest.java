package io.aifactory.schedulercore.prefix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptBlocksTest {
    @Test
    void theLastTokenIsNeverTakenFromACache() {
        PromptBlocks two = new PromptBlocks(16, new long[] {5, 6});
        assertEquals(1, two.usable(32));
        assertEquals(1, two.usable(17));
        assertEquals(0, two.usable(16));
        assertEquals(2, two.usable(33));
        assertEquals(0, PromptBlocks.NONE.usable(1_000));
    }

    @Test
    void whoGaveTheHashesCannotChangeThem() {
        long[] hashes = {1, 2};
        PromptBlocks blocks = new PromptBlocks(4, hashes);
        hashes[0] = 9;
        assertEquals(new PromptBlocks(4, new long[] {1, 2}), blocks);
        assertNotEquals(new PromptBlocks(8, new long[] {1, 2}), blocks);
        assertThrows(IllegalArgumentException.class, () -> new PromptBlocks(0, new long[] {1}));
    }

    @Test
    void aPrefixEndsAtTheFirstGap() {
        // Given
        PromptBlocks prompt = new PromptBlocks(4, new long[] {1, 2, 3, 4});
        HeldBlocks held = new HeldBlocks();
        held.stored("a", prompt, 0, 4);
        held.stored("b", prompt, 0, 1);

        // When
        held.removed("a", 3);
        held.removed("c", 3);

        // Then
        List<String> workers = List.of("a", "b", "c");
        assertArrayEquals(new int[] {2, 1, 0}, held.heldBlocks(workers, prompt, 4));
        held.dropped("a");
        assertArrayEquals(new int[] {0, 1, 0}, held.heldBlocks(workers, prompt, 4));
    }
}
