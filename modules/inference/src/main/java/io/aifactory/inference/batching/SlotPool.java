package io.aifactory.inference.batching;

import java.util.BitSet;
import java.util.OptionalInt;

/** Which KV slots are taken. Not thread-safe. */
final class SlotPool {
    private final BitSet taken = new BitSet();
    private final int slots;

    SlotPool(int slots) {
        this.slots = slots;
    }

    /** Takes the lowest free slot. */
    OptionalInt take() {
        int slot = taken.nextClearBit(0);
        if (slot >= slots) {
            return OptionalInt.empty();
        }
        taken.set(slot);
        return OptionalInt.of(slot);
    }

    /**
     * @throws IllegalStateException if the slot is free
     */
    void release(int slot) {
        if (!taken.get(slot)) {
            throw new IllegalStateException("slot " + slot + " is not taken");
        }
        taken.clear(slot);
    }
}
