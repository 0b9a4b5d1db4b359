package io.aifactory.inference.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.inference.testing.FakeEmbedder;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbedderMemory;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    private static final ModelTask GENERATES = new ModelTask.Generates(SMALL);
    private static final ModelTask EMBEDS = new ModelTask.Embeds(FakeEmbedder.config(64));

    private static final AdapterRoom NONE = new AdapterRoom(0, List.of());

    @Test
    void whatIsFixedAndWhatASlotTakesAreTheEngines() {
        for (Precision precision : Precision.values()) {
            ModelMemory memory = ModelMemory.of(SMALL, precision, 100, 64);

            MemoryNeed need = MemoryNeed.of(SMALL, precision, 8, 100, 64, 12, NONE, 1000);

            assertEquals(memory.weights() + memory.step(), need.fixedBytes());
            assertEquals(memory.slot(), need.slotBytes());
            assertEquals(
                    need.fixedBytes() + 8 * memory.slot() + 12 * memory.poolBlock() + 1000,
                    need.bytes());
        }
    }

    @Test
    void halfThePrecisionIsChosenOnlyWhereTheWholeDoesNotFit() {
        MemoryNeed f32 = MemoryNeed.of(SMALL, Precision.F32, 8, 100, 64, 12, NONE, 1000);
        MemoryNeed bf16 = MemoryNeed.of(SMALL, Precision.BF16, 8, 100, 64, 12, NONE, 1000);
        Function<Precision, MemoryNeed> need = p -> p == Precision.F32 ? f32 : bf16;

        assertEquals(
                Precision.F32,
                PrecisionChoice.of(PrecisionSetting.AUTO, GENERATES, f32.bytes(), need));
        assertEquals(
                Precision.BF16,
                PrecisionChoice.of(PrecisionSetting.AUTO, GENERATES, f32.bytes() - 1, need));
        assertEquals(Precision.F32, PrecisionChoice.of(PrecisionSetting.F32, GENERATES, 0, need));
        assertEquals(
                Precision.BF16,
                PrecisionChoice.of(PrecisionSetting.BF16, GENERATES, Long.MAX_VALUE, need));
        assertTrue(bf16.bytes() < f32.bytes());
    }

    @Test
    void forAnSloAutoTriesWhatFitsTheMostFaithfulFirst() {
        Function<Precision, MemoryNeed> need =
                p -> MemoryNeed.of(SMALL, p, 8, 100, 64, 12, NONE, 1000);
        List<Precision> widths = List.of(Precision.values());
        long room = need.apply(Precision.F32).bytes() - 1;

        assertEquals(
                List.of(Precision.BF16, Precision.INT8, Precision.INT4),
                PrecisionChoice.forSlo(PrecisionSetting.AUTO, GENERATES, widths, room, need));
        assertEquals(
                List.of(Precision.INT8),
                PrecisionChoice.forSlo(PrecisionSetting.INT8, GENERATES, widths, room, need));
        assertEquals(
                List.of(Precision.BF16),
                PrecisionChoice.forSlo(PrecisionSetting.AUTO, EMBEDS, widths, room, need));
        // nothing fits: what is asked for is refused with its need
        assertEquals(
                List.of(Precision.BF16),
                PrecisionChoice.forSlo(PrecisionSetting.AUTO, GENERATES, widths, 0, need));
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT4"})
    void integersAreForModelsThatGenerate(PrecisionSetting setting) {
        MemoryNeed any = MemoryNeed.of(SMALL, Precision.F32, 8, 100, 64, 12, NONE, 1000);
        long room = any.bytes();

        assertEquals(setting.name(), PrecisionChoice.of(setting, GENERATES, 0, _ -> any).name());
        assertEquals(Precision.F32, PrecisionChoice.of(setting, EMBEDS, room, _ -> any));
        assertEquals(Precision.BF16, PrecisionChoice.of(setting, EMBEDS, room - 1, _ -> any));
    }

    @Test
    void whatDoesNotFitSaysHowManySlotsWould() {
        MemoryNeed need = new MemoryNeed(100 << 20, 10 << 20, 32, 4096, 64 << 20, 6 << 20);

        assertDoesNotThrow(() -> need.requireWithin(490L << 20));
        FactoryException error =
                assertThrows(FactoryException.class, () -> need.requireWithin(165L << 20));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, error.code());
        assertEquals(
                "The model needs 100 MiB for its weights and one step, 10 MiB for each of 32 slots,"
                        + " 64 MiB for shared beginnings of prompts, 6 MiB below them, 490 MiB in"
                        + " all; 165 MiB are there, which fits: 4 slots of 4,096. Configure fewer"
                        + " slots, fewer tokens per slot, a smaller prefix pool or host pool, or"
                        + " give it more memory.",
                error.message());
    }

    @Test
    void whatFitsIsTheLargestNumberOfSlotsThatIsAccepted() {
        MemoryNeed wish = MemoryNeed.of(SMALL, Precision.F32, 8, 100, 64, 0, NONE, 1 << 20);
        long budget = 1L << 30;

        String fits = wish.fits(budget);

        int slots = Integer.parseInt(fits.replaceAll("fits: ([\\d,]+) slots of 100", "$1"));
        assertTrue(slots > 100, fits);
        assertTrue(
                MemoryNeed.of(SMALL, Precision.F32, slots, 100, 64, 0, NONE, 1 << 20)
                        .within(budget));
        assertFalse(
                MemoryNeed.of(SMALL, Precision.F32, slots + 1, 100, 64, 0, NONE, 1 << 20)
                        .within(budget));
    }

    @Test
    void weightsThatDoNotFitLeaveNoSlot() {
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () ->
                                new MemoryNeed(100 << 20, 10 << 20, 4, 32, 0, 0)
                                        .requireWithin(50 << 20));

        assertEquals(true, error.message().contains("fits: 0 slots of 32."));
    }

    @Test
    void aModelThatEmbedsNeedsItsWeightsAndOneStepAndSaysSo() {
        EmbedderConfig model = FakeEmbedder.config(64);
        MemoryNeed need = MemoryNeed.of(model, Precision.F32, 8, 256);

        assertEquals(
                EmbedderMemory.of(model, Precision.F32, 256).weights()
                        + EmbedderMemory.of(model, Precision.F32, 256).step(),
                need.bytes());
        need.requireWithin(need.bytes());
        assertEquals("fits: inputs of up to 64 tokens", need.fits(need.bytes()));
        FactoryException error =
                assertThrows(FactoryException.class, () -> need.requireWithin(need.bytes() - 1));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, error.code());
        assertEquals(
                "The model needs 1 MiB for its weights and one step; 1 MiB are there. Configure"
                        + " fewer tokens of a step, or give it more memory.",
                error.message());
    }
}
