package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values on the device.
 *
 * @param slots per layer: slots · slotTokens × 2 · key/value heads × head size
 * @param pool per layer: blocks × tokens of a block × 2 · key/value heads × head size
 * @param blockBytes of one block, over all layers
 */
record TorchKeyValues(
        Graph graph, KeyValueRoom room, Graph.Tensors slots, Graph.Tensors pool, long blockBytes)
        implements KeyValueMemory {
    private static final double[] NO_REALS = {0};

    static TorchKeyValues zeros(
            Graph graph, GraphWeights store, Precision precision, KeyValueRoom room) {
        ModelConfig config = room.config();
        long width = 2L * config.keyValueHeads();
        long rows = (long) room.slots() * room.slotTokens();
        List<Graph.Tensor> slots = new ArrayList<>();
        List<Graph.Tensor> pool = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            slots.add(store.zeros(rows, width, config.headSize()));
            pool.add(store.zeros(room.poolBlocks(), BLOCK_TOKENS, width, config.headSize()));
        }
        long block = ModelMemory.of(config, precision, room.slotTokens(), 1).poolBlock();
        return new TorchKeyValues(graph, room, graph.list(slots), graph.list(pool), block);
    }

    @Override
    public int poolBlocks() {
        return room.poolBlocks();
    }

    @Override
    public ByteBuffer save(int place) {
        return graph.read("packed", room.place(place), NO_REALS, pool);
    }

    @Override
    public void load(ByteBuffer bytes, int place) {
        long[] numbers = room.place(place);
        if (bytes.remaining() != blockBytes) {
            throw new IllegalArgumentException(
                    "%d bytes are no block of %d".formatted(bytes.remaining(), blockBytes));
        }
        try (Graph.Tensor content = graph.bytes(bytes);
                Graph.Tensors raw = graph.list(List.of(content))) {
            graph.compute("unpacked", numbers, NO_REALS, pool, raw);
        }
    }

    @Override
    public void keep(int slot, int firstToken, int[] places) {
        long[] numbers = room.blocks(slot, firstToken, places, true);
        if (places.length > 0) {
            graph.compute("keep", numbers, NO_REALS, slots, pool);
        }
    }

    @Override
    public void restore(int[] places, int slot, int firstToken) {
        long[] numbers = room.blocks(slot, firstToken, places, false);
        if (places.length > 0) {
            graph.compute("restore", numbers, NO_REALS, slots, pool);
        }
    }

    @Override
    public void clear(int slot, int tokens) {
        long[] numbers = room.rows(slot, tokens);
        if (tokens > 0) {
            graph.compute("clear", numbers, NO_REALS, slots);
        }
    }

    /** Every number in the slots, layer by layer; for tests. */
    double[] slotNumbers() {
        return graph.compute("numbers", new long[] {0}, NO_REALS, slots);
    }

    /** Every number in the pool, layer by layer; for tests. */
    double[] poolNumbers() {
        return graph.compute("numbers", new long[] {0}, NO_REALS, pool);
    }
}
