package io.aifactory.inference.testing;

import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slots and blocks that hold tokens instead of their keys and values; 0 where empty. */
public final class FakeMemory implements KeyValueMemory {
    private final List<List<Integer>> slots;
    private final List<List<Integer>> pool = new ArrayList<>();
    private final int slotTokens;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    FakeMemory(List<List<Integer>> slots, int poolBlocks, int slotTokens) {
        this.slots = slots;
        this.slotTokens = slotTokens;
        for (int i = 0; i < poolBlocks; i++) {
            pool.add(List.of());
        }
    }

    /** What it was told to do, in order. */
    public List<String> calls() {
        return calls;
    }

    /** Tokens in a slot. */
    public List<Integer> slot(int slot) {
        return List.copyOf(slots.get(slot));
    }

    @Override
    public int poolBlocks() {
        return pool.size();
    }

    @Override
    public long blockBytes() {
        return (long) BLOCK_TOKENS * Integer.BYTES;
    }

    @Override
    public ByteBuffer save(int place) {
        calls.add("save place %d".formatted(place));
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK_TOKENS * Integer.BYTES);
        pool.get(place).forEach(bytes::putInt);
        return bytes.flip();
    }

    @Override
    public void load(ByteBuffer bytes, int place) {
        calls.add("load place %d".formatted(place));
        List<Integer> tokens = new ArrayList<>();
        ByteBuffer content = bytes.duplicate();
        for (int i = 0; i < BLOCK_TOKENS; i++) {
            tokens.add(content.getInt());
        }
        pool.set(place, List.copyOf(tokens));
    }

    @Override
    public void keep(int slot, int firstToken, int[] places) {
        calls.add("keep %d tokens of slot %d".formatted(places.length * BLOCK_TOKENS, slot));
        for (int i = 0; i < places.length; i++) {
            int start = firstToken + i * BLOCK_TOKENS;
            pool.set(places[i], List.copyOf(slots.get(slot).subList(start, start + BLOCK_TOKENS)));
        }
    }

    @Override
    public void restore(int[] places, int slot, int firstToken) {
        calls.add("restore %d tokens to slot %d".formatted(places.length * BLOCK_TOKENS, slot));
        if (firstToken + places.length * BLOCK_TOKENS > slotTokens) {
            throw new IllegalArgumentException("beyond the slot");
        }
        List<Integer> target = slots.get(slot);
        target.subList(firstToken, target.size()).clear();
        for (int place : places) {
            if (pool.get(place).isEmpty()) {
                throw new IllegalStateException("nothing was kept at place " + place);
            }
            target.addAll(pool.get(place));
        }
    }

    @Override
    public void clear(int slot, int tokens) {
        calls.add("clear %d tokens of slot %d".formatted(tokens, slot));
        List<Integer> target = slots.get(slot);
        Collections.fill(target.subList(0, Math.min(tokens, target.size())), 0);
    }
}
