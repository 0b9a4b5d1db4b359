package io.aifactory.inference.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.nvidia.GpuMemory;
import io.aifactory.economics.nvidia.GpuMemoryException;
import io.aifactory.inference.model.MemoryBudget;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.languagemodel.Device;
import org.junit.jupiter.api.Test;

/** Whose free memory counts. */
class DeviceMemoryTest {
    private static final long HOST = 5L << 30;
    private static final Device SECOND = new Device.Cuda(1);

    @Test
    void onTheProcessorItIsTheHosts() {
        GpuMemory none =
                _ -> {
                    throw new AssertionError("asked for a GPU");
                };
        assertEquals(MemoryBudget.of(HOST), DeviceMemory.free(new Device.Cpu(2), () -> HOST, none));
    }

    @Test
    void onAGpuItIsThatDevicesLessWhatLibtorchTakes() {
        GpuMemory gpus = index -> index == 1 ? 10L << 30 : 0;
        assertEquals(
                MemoryBudget.on("cuda:1", (10L << 30) - DeviceMemory.CUDA_RESERVE),
                DeviceMemory.free(SECOND, () -> HOST, gpus));
        assertEquals(
                MemoryBudget.on("cuda:0", 0),
                DeviceMemory.free(new Device.Cuda(0), () -> HOST, gpus));
    }

    @Test
    void aModelThatDoesNotFitNamesTheDevice() {
        MemoryNeed need = new MemoryNeed(9L << 30, 1L << 30, 4, 2048, 0, 0);
        MemoryBudget budget = DeviceMemory.free(SECOND, () -> HOST, _ -> 12L << 30);
        FactoryException error =
                assertThrows(FactoryException.class, () -> need.requireWithin(budget));
        assertEquals(ErrorCode.LIMIT_EXCEEDED, error.code());
        assertEquals(
                "The model needs 9216 MiB for its weights and one step, 1024 MiB for each of 4"
                        + " slots, 0 MiB for shared beginnings of prompts, 0 MiB below them, 13312 MiB"
                        + " in all; 11520 MiB are free on cuda:1, which fits: 2 slots of 2,048."
                        + " Configure fewer slots, fewer tokens per slot, a smaller prefix pool or host"
                        + " pool, or give it more memory.",
                error.getMessage());
    }

    @Test
    void whereItIsNotKnownTheReasonAndTheSettingAreNamed() {
        GpuMemory unknown =
                _ -> {
                    throw new GpuMemoryException(
                            "libnvidia-ml.so.1 was not found: the NVIDIA driver is not installed for this"
                                    + " process.");
                };
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> DeviceMemory.free(SECOND, () -> HOST, unknown));
        assertEquals(ErrorCode.UNAVAILABLE, error.code());
        assertEquals(
                "How much memory of cuda:1 is free is not known. libnvidia-ml.so.1 was not found:"
                        + " the NVIDIA driver is not installed for this process. Set"
                        + " aifactory.inference.memory-budget to what a model may take.",
                error.getMessage());
    }
}
