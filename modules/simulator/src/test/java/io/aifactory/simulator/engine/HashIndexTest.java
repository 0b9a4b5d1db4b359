package io.aifactory.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class HashIndexTest {
    /** Few keys in a small table, so that searches run into each other and around its end. */
    @Property(tries = 300)
    void itHoldsWhatAPlainMapWouldHold(
            @ForAll @Size(max = 200) List<@LongRange(min = -20, max = 20) Long> steps) {
        // Given
        HashIndex index = new HashIndex(8);
        Map<Long, Integer> plain = new HashMap<>();

        // When keys come while there is room, and go when they come again
        for (int i = 0; i < steps.size(); i++) {
            long key = steps.get(i);
            if (plain.remove(key) != null) {
                index.remove(key);
            } else if (plain.size() < 8) {
                plain.put(key, i);
                index.put(key, i);
            } else {
                index.remove(key);
            }

            // Then
            for (long any = -20; any <= 20; any++) {
                assertEquals(plain.getOrDefault(any, -1), index.get(any));
            }
        }
    }
}
