package io.aifactory.schedulercore.prefix;

import static io.aifactory.schedulercore.prefix.Prompts.ABC;
import static io.aifactory.schedulercore.prefix.Prompts.TTL;
import static io.aifactory.schedulercore.prefix.Prompts.four;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IndexedPrefixesTest {
    private final PrefixIndex index = Prompts.index();
    private final IndexedPrefixes prefixes = new IndexedPrefixes(index);

    @Test
    void aPredictedPromptCountsUpToItsUsableBlocksUntilTimeIsOver() {
        // When
        prefixes.predicted("a", ABC, 2, 0);

        // Then
        assertArrayEquals(new int[] {2, 0}, prefixes.heldBlocks(List.of("a", "b"), ABC, 3));
        prefixes.expire(TTL);
        assertArrayEquals(new int[] {0, 0}, prefixes.heldBlocks(List.of("a", "b"), ABC, 3));
    }

    @Test
    void aDroppedWorkerGivesItsOrdinalBack() {
        prefixes.stored("a", ABC, 0, 3);
        prefixes.dropped("a");
        prefixes.dropped("never seen");
        prefixes.removed("never seen", 100);
        prefixes.stored("b", ABC, 0, 1);
        assertEquals(1, index.ordinals());
        assertArrayEquals(new int[] {0, 1}, prefixes.heldBlocks(List.of("a", "b"), ABC, 3));
    }

    @Property(tries = 30)
    void itAnswersAsThePlainestIndexDoes(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        HeldBlocks plain = new HeldBlocks();
        IndexedPrefixes tested = new IndexedPrefixes(Prompts.index());
        List<String> workers = List.of("a", "b", "c");

        for (int step = 0; step < 200; step++) {
            // When
            String worker = workers.get(random.nextInt(3));
            long start = 10L * random.nextInt(3);
            PromptBlocks prompt = four(start);
            int kind = random.nextInt(8);
            for (PrefixLookup lookup : List.of(plain, tested)) {
                switch (kind) {
                    case 0 -> lookup.dropped(worker);
                    case 1, 2, 3 -> lookup.removed(worker, start + kind);
                    default -> lookup.stored(worker, prompt, kind - 4, 4);
                }
            }

            // Then
            int usable = random.nextInt(5);
            assertArrayEquals(
                    plain.heldBlocks(workers, prompt, usable),
                    tested.heldBlocks(workers, prompt, usable));
        }
    }
}
