package io.aifactory.inference.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.TierIndex.Hold;
import io.aifactory.inference.prefix.TierIndex.Reserved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TierIndexTest {
    @Test
    void aBlockIsFoundOnlyWhenItsBytesAreThere() {
        TierIndex index = new TierIndex(1);
        Hold hold = index.reserve(name(1)).orElseThrow().hold();

        assertTrue(index.has(name(1)));
        assertFalse(index.ready(name(1)));
        assertThrows(IllegalStateException.class, () -> index.pin(name(1)));
        assertThrows(IllegalStateException.class, () -> index.reserve(name(1)));
        assertEquals(Optional.empty(), index.reserve(name(2)), "its only place is in use");

        index.finish(hold);
        index.release(hold);
        assertTrue(index.ready(name(1)));
        assertThrows(IllegalStateException.class, () -> index.release(hold));
        Reserved next = index.reserve(name(2)).orElseThrow();
        assertEquals(Optional.of(name(1)), next.givenUp());
    }

    @Test
    void aRemovedBlockKeepsItsPlaceUntilNobodyUsesIt() {
        TierIndex index = new TierIndex(1);
        Hold hold = index.reserve(name(1)).orElseThrow().hold();
        index.finish(hold);
        index.remove(name(1));

        assertFalse(index.has(name(1)));
        assertTrue(hold.gone());
        assertEquals(Optional.empty(), index.reserve(name(1)));

        index.release(hold);
        assertEquals(0, index.reserve(name(1)).orElseThrow().hold().place());
    }

    /** Beside a plain list of names, the one needed longest ago first. */
    @Property(tries = 200)
    void theOneNeededLongestAgoGoesFirst(
            @ForAll long seed, @ForAll @IntRange(max = 6) int capacity) {
        Random random = new Random(seed);
        TierIndex index = new TierIndex(capacity);
        List<BlockHash> expected = new ArrayList<>();
        List<Hold> held = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            BlockHash name = name(random.nextInt(10));
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (!index.has(name)) {
                        Optional<BlockHash> first =
                                expected.size() + held.size() < capacity
                                        ? Optional.empty()
                                        : expected.stream().findFirst();
                        Optional<Reserved> reserved = index.reserve(name);
                        assertEquals(held.size() < capacity, reserved.isPresent());
                        reserved.ifPresent(each -> {
                            assertEquals(first, each.givenUp());
                            first.ifPresent(expected::remove);
                            index.finish(each.hold());
                            held.add(each.hold());
                        });
                    } else if (expected.remove(name)) {
                        held.add(index.pin(name));
                    }
                }
                case 2 -> {
                    if (!held.isEmpty()) {
                        Hold hold = held.remove(random.nextInt(held.size()));
                        index.release(hold);
                        expected.add(hold.hash());
                    }
                }
                default -> {
                    if (expected.remove(name)) {
                        index.remove(name);
                    }
                }
            }
            assertEquals(expected, index.order());
            assertEquals(held.size(), index.inUse());
            assertTrue(index.size() <= capacity);
            Set<Integer> places = new HashSet<>();
            held.forEach(each -> assertTrue(places.add(each.place())));
        }
        held.forEach(index::release);
        assertEquals(0, index.inUse());
    }

    private static BlockHash name(int number) {
        return new BlockHash(number, 0);
    }
}
