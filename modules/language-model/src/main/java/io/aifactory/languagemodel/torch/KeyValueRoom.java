package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.util.BitSet;

/**
 * How much room an engine has for keys and values, and which numbers tell a graph about a part of
 * it.
 *
 * @param slots sequences held at once
 * @param slotTokens tokens per slot
 * @param poolBlocks blocks of the pool
 */
record KeyValueRoom(ModelConfig config, int slots, int slotTokens, int poolBlocks) {
    /** First row of a slot's part, then the places. */
    long[] blocks(int slot, int firstToken, int[] places, boolean distinct) {
        requireWithin(slot, firstToken, (long) places.length * KeyValueMemory.BLOCK_TOKENS);
        long[] numbers = new long[1 + places.length];
        numbers[0] = (long) slot * slotTokens + firstToken;
        BitSet used = new BitSet(poolBlocks);
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            if (place < 0 || place >= poolBlocks || (distinct && used.get(place))) {
                throw new IllegalArgumentException(
                        "place %d, of a pool of %d".formatted(place, poolBlocks));
            }
            used.set(place);
            numbers[1 + i] = place;
        }
        return numbers;
    }

    /** A place in the pool. */
    long[] place(int place) {
        if (place < 0 || place >= poolBlocks) {
            throw new IllegalArgumentException(
                    "place %d, of a pool of %d".formatted(place, poolBlocks));
        }
        return new long[] {place};
    }

    /** First row of a slot, then how many of its rows. */
    long[] rows(int slot, int tokens) {
        requireWithin(slot, 0, tokens);
        return new long[] {(long) slot * slotTokens, tokens};
    }

    private void requireWithin(int slot, int firstToken, long tokens) {
        if (slot < 0 || slot >= slots || firstToken < 0 || tokens < 0) {
            throw new IllegalArgumentException(
                    "%d tokens from %d in slot %d".formatted(tokens, firstToken, slot));
        }
        if (firstToken + tokens > slotTokens) {
            throw new IllegalArgumentException(
                    "%d tokens from %d do not fit a slot of %d"
                            .formatted(tokens, firstToken, slotTokens));
        }
    }
}
