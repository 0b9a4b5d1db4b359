package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    // The shape of stories15M: 15,191,712 parameters with tied embeddings.
    private static final ModelConfig SMALL =
            new ModelConfig(
                    "LlamaForCausalLM",
                    32_000,
                    288,
                    768,
                    6,
                    6,
                    6,
                    48,
                    256,
                    1e-5,
                    10_000,
                    true,
                    1,
                    List.of(2));

    @Test
    void weightsAreFourBytesForEachParameter() {
        assertEquals(4 * 15_191_712L, MemoryNeed.of(SMALL, 1, 256).weightBytes());
    }

    @Test
    void aSlotHoldsKeysAndValuesOfEveryLayerAndItsLogits() {
        long context = 4L * (2 * 6 * 288 * 256 + 32_000);
        long shorter = 4L * (2 * 6 * 288 * 100 + 32_000);

        assertEquals(context, MemoryNeed.of(SMALL, 8, 256).slotBytes());
        assertEquals(shorter, MemoryNeed.of(SMALL, 8, 100).slotBytes());
        assertEquals(4 * 15_191_712L + 8 * shorter, MemoryNeed.of(SMALL, 8, 100).bytes());
    }

    @Test
    void whatDoesNotFitSaysHowManySlotsWould() {
        MemoryNeed need = new MemoryNeed(100 << 20, 10 << 20, 32);

        assertDoesNotThrow(() -> need.requireWithin(420L << 20));
        FactoryException error =
                assertThrows(FactoryException.class, () -> need.requireWithin(159L << 20));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, error.code());
        assertEquals(
                "The model needs 100 MiB for its weights and 10 MiB for each slot, 420 MiB in all;"
                        + " 159 MiB are there. Fits: 5 slots of 32. Configure fewer slots or fewer"
                        + " tokens per slot, or give it more memory.",
                error.message());
    }

    @Test
    void weightsThatDoNotFitLeaveNoSlot() {
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> new MemoryNeed(100 << 20, 10 << 20, 4).requireWithin(50 << 20));

        assertEquals(true, error.message().contains("Fits: 0 slots of 4."));
    }
}
