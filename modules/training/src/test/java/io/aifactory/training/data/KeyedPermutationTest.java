package io.aifactory.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyedPermutationTest {
    @Property(tries = 200)
    void everyIndexIsHitExactlyOnce(
            @ForAll @IntRange(min = 1, max = 2_000) int size, @ForAll long key) {
        KeyedPermutation permutation = new KeyedPermutation(size, key);

        long[] image = LongStream.range(0, size).map(permutation::apply).sorted().toArray();

        assertArrayEquals(LongStream.range(0, size).toArray(), image);
    }

    @Test
    void anotherKeyGivesAnotherOrder() {
        assertNotEquals(order(1), order(2));
        assertEquals(order(1), order(1));
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KeyedPermutation(0, 1));
    }

    private static java.util.List<Long> order(long key) {
        KeyedPermutation permutation = new KeyedPermutation(100, key);
        return LongStream.range(0, 100).map(permutation::apply).boxed().toList();
    }
}
