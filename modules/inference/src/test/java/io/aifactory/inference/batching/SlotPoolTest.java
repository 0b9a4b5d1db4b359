package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SlotPoolTest {
    @Test
    void slotsAreTakenFromTheLowestAndComeBack() {
        SlotPool pool = new SlotPool(2);

        assertEquals(OptionalInt.of(0), pool.take());
        assertEquals(OptionalInt.of(1), pool.take());
        assertEquals(OptionalInt.empty(), pool.take());
        pool.release(0);
        assertEquals(OptionalInt.of(0), pool.take());
    }

    @Test
    void aFreeSlotCannotBeReleased() {
        SlotPool pool = new SlotPool(2);

        assertThrows(IllegalStateException.class, () -> pool.release(1));
    }
}
