package io.aifactory.schedulercore.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HashSlotsTest {
    @Test
    void hashesAddedInARowStandInARow() {
        HashSlots slots = new HashSlots(1_000);
        for (int i = 0; i < 500; i++) {
            assertEquals(i, slots.add(i * 7_919L));
        }
        assertEquals(3, slots.slotAfter(2, 3 * 7_919L));
        assertEquals(9, slots.slotAfter(2, 9 * 7_919L));
    }

    @Test
    void aFreedSlotIsNotTakenForTheHashItOnceHad() {
        // Given hash 5 that moved from slot 1 to another one
        HashSlots slots = new HashSlots(100);
        slots.add(4);
        slots.add(5);
        slots.free(1);
        for (int i = 0; i < 8; i++) {
            slots.add(10 + i);
        }
        assertEquals(-1, slots.slotAfter(0, 5));
        int moved = slots.add(5);

        // Then
        assertEquals(moved, slots.slotAfter(0, 5));
    }

    @Test
    void hashesOfOnePlaceAreToldApart() {
        // Given thirty hashes that are all looked for first at the same place
        List<Long> alike = new ArrayList<>();
        int mask = 127;
        for (long hash = 0; alike.size() < 30; hash++) {
            if ((HashSlots.mix(hash) & mask) == 77) {
                alike.add(hash);
            }
        }
        HashSlots slots = new HashSlots(1_000);
        Map<Long, Integer> expected = new HashMap<>();
        alike.forEach(hash -> expected.put(hash, slots.add(hash)));

        // When every third is taken out
        for (int i = 0; i < alike.size(); i += 3) {
            slots.free(Objects.requireNonNull(expected.remove(alike.get(i))));
        }

        // Then
        for (long hash : alike) {
            assertEquals(expected.getOrDefault(hash, -1), slots.slot(hash));
        }
    }

    @Test
    void thereIsNoRoomBeyondTheLimitUntilSomethingIsFreed() {
        HashSlots slots = new HashSlots(2);
        slots.add(1);
        slots.add(2);
        assertEquals(-1, slots.add(3));
        slots.free(0);
        assertEquals(0, slots.add(3));
        assertEquals(0, slots.slot(3));
    }

    @Property(tries = 40)
    void slotsAgreeWithAMapAndAreNeverSharedOrWasted(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        HashSlots slots = new HashSlots(200);
        Map<Long, Integer> expected = new HashMap<>();

        for (int step = 0; step < 2_000; step++) {
            // When
            long hash = random.nextLong(400) - 50;
            Integer known = expected.get(hash);
            if (known == null && expected.size() < 200) {
                int slot = slots.add(hash);
                assertTrue(slot >= 0 && slot < 200 && !expected.containsValue(slot));
                expected.put(hash, slot);
            } else if (known != null && random.nextBoolean()) {
                slots.free(known);
                expected.remove(hash);
            }

            // Then
            long asked = random.nextLong(400) - 50;
            assertEquals(expected.getOrDefault(asked, -1), slots.slot(asked));
            assertEquals(
                    expected.getOrDefault(asked, -1),
                    slots.slotAfter(random.nextInt(200) - 1, asked));
        }
        assertEquals(expected.size(), slots.size());
    }
}
