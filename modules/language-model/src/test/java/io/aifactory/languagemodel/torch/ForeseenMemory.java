package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.List;

/** What is computed before a model is loaded, against what the engine then holds. */
final class ForeseenMemory {
    private ForeseenMemory() {}

    static void assertHeldBy(InferenceEngine engine, Precision precision) {
        assertHeldBy(engine, precision, new AdapterRoom(0, List.of()));
    }

    static void assertHeldBy(InferenceEngine engine, Precision precision, AdapterRoom adapters) {
        ModelConfig config = engine.config();
        int tokens = engine.slotTokens();
        ModelMemory memory =
                ModelMemory.of(config, precision, tokens, 64).with(adapters, precision, 64);
        long[] held = ((TorchInferenceEngine) engine).heldBytes();

        assertEquals(
                memory.weights() - unpacked(config, precision),
                held[0] + held[1],
                "weights and rotations");
        long keysAndValues = 2L * config.keyValueHeads() * config.headSize() * tokens;
        assertEquals(keysAndValues * engine.slots() * config.layers() * precision.bytes(), held[2]);
        assertTrue(engine.slots() * memory.slot() > held[2]);
        assertEquals(memory.poolBlock() * engine.memory().poolBlocks(), held[3]);
        assertEquals(engine.parameters(), ModelMemory.parameters(config));
    }

    /** Copies of the head that only packed products need, where there are none. */
    private static long unpacked(ModelConfig config, Precision precision) {
        boolean copied =
                !Packing.serves(config, precision, TinyModel.DEVICE)
                        && !config.hasMixture()
                        && (config.tiedEmbeddings() || precision.computesInBfloat16());
        long weights = (long) config.vocabulary() * config.hidden();
        return copied
                ? weights * precision.vocabularyBits() / Byte.SIZE
                        + config.vocabulary() * (long) precision.rowBytes()
                : 0;
    }
}
