package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldOutSplitTest {
    @Test
    void aboutTheWantedShareIsHeldOut() {
        List<Long> keys =
                IntStream.range(0, 10_000).mapToObj(i -> HeldOutSplit.key(1, "doc " + i)).toList();
        HeldOutSplit split = HeldOutSplit.of(keys, 5).orElseThrow();

        long heldOut = keys.stream().filter(split::isHeldOut).count();

        assertTrue(heldOut > 400 && heldOut < 600, () -> heldOut + " of 10000");
    }

    @Property(tries = 500, seed = "20260101")
    void bothSidesHaveADocumentAndEqualKeysStayTogether(
            @ForAll @Size(min = 2, max = 40) List<Long> keys,
            @ForAll @IntRange(min = 1, max = 50) int percent) {
        Optional<HeldOutSplit> split = HeldOutSplit.of(keys, percent);

        long distinct = keys.stream().distinct().count();
        assertEquals(distinct > 1, split.isPresent());
        split.ifPresent(s -> {
            long heldOut = keys.stream().filter(s::isHeldOut).count();
            assertTrue(heldOut > 0 && heldOut < keys.size());
        });
    }

    @Property(tries = 200, seed = "20260101")
    void theOrderOfDocumentsDoesNotMatter(
            @ForAll @Size(min = 2, max = 40) List<Long> keys,
            @ForAll @IntRange(min = 1, max = 50) int percent) {
        List<Long> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);

        assertEquals(HeldOutSplit.of(keys, percent), HeldOutSplit.of(reversed, percent));
    }

    @Test
    void theSeedChangesTheKeys() {
        assertTrue(HeldOutSplit.key(1, "a") != HeldOutSplit.key(2, "a"));
        assertEquals(HeldOutSplit.key(1, "a"), HeldOutSplit.key(1, "a"));
    }

    @Test
    void aSingleGroupCannotBeSplit() {
        assertEquals(Optional.empty(), HeldOutSplit.of(List.of(7L, 7L, 7L), 10));
        assertEquals(Optional.empty(), HeldOutSplit.of(List.of(), 10));
    }
}
