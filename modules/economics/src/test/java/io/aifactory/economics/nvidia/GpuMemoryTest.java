package io.aifactory.economics.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuMemoryTest {
    private static final NvidiaDevice SMALL =
            new NvidiaDevice(0, "GPU-aa", "NVIDIA L4", 24L << 30, 3L << 30, 8, 9);
    private static final NvidiaDevice LARGE =
            new NvidiaDevice(1, "GPU-bb", "NVIDIA H100", 80L << 30, 70L << 30, 9, 0);

    /** Two devices that CUDA counts the other way round, in functions as C has them. */
    private static final String LIBRARY =
            """
            #include <string.h>
            typedef struct { unsigned long long total, free, used; } memory;
            static const char *places[] = {"0000:81:00.0", "0000:01:00.0"};
            static memory of[] = {{80ULL << 30, 70ULL << 30, 10ULL << 30},
                                  {24ULL << 30, 3ULL << 30, 21ULL << 30}};
            int cuInit(unsigned flags) { return flags; }
            int cuDeviceGetCount(int *count) { *count = 2; return 0; }
            int cuDeviceGet(int *device, int index) { *device = 10 + index; return 0; }
            int cuDeviceGetPCIBusId(char *text, int length, int device) {
              if (length < 13) return 1;
              strcpy(text, places[device - 10]);
              return 0;
            }
            int nvmlInit_v2(void) { return 0; }
            int nvmlShutdown(void) { return 0; }
            int nvmlDeviceGetHandleByPciBusId_v2(const char *place, void **device) {
              for (int i = 0; i < 2; i++) {
                if (strcmp(place, places[i]) == 0) { *device = &of[i]; return 0; }
              }
              return 6;
            }
            int nvmlDeviceGetMemoryInfo(void *device, memory *out) {
              *out = *(memory *) device;
              return 0;
            }
            """;

    @TempDir Path folder;

    private final FakeCuda cuda = new FakeCuda(1, 0);
    private final FakeNvml nvml = new FakeNvml(SMALL, LARGE);
    private final GpuMemory memory = new NvmlMemory(() -> cuda, () -> nvml);

    @Test
    void theDeviceIsTheOneThatCudaCountsSo() {
        assertEquals(70L << 30, memory.freeBytes(0));
        assertEquals(3L << 30, memory.freeBytes(1));
        assertEquals(0, nvml.open(), "it is closed again");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void anIndexThatCudaDoesNotHaveIsNamed(int index) {
        assertEquals(
                "CUDA sees 2 devices in this process, and none of index " + index + ".",
                refusal(() -> memory.freeBytes(index)));
        assertEquals(0, nvml.open());
    }

    @Test
    void whereThereIsNoDriverItIsNamed() {
        GpuMemory none = NvmlMemory.of("libnone.so.1", "libnone.so.1");
        assertEquals(
                "libnone.so.1 was not found: the NVIDIA driver is not installed for this process.",
                refusal(() -> none.freeBytes(0)));
    }

    @Test
    void whatTheDriverLacksIsNamed() {
        nvml.without("nvmlDeviceGetMemoryInfo");
        assertEquals(
                "The NVIDIA driver does not answer: nvmlDeviceGetMemoryInfo: the driver is too old,"
                        + " it has no such function.",
                refusal(() -> memory.freeBytes(0)));
        assertEquals(0, nvml.open(), "it is closed again");
    }

    @Test
    void whatTheDriverRefusesIsNamedInItsOwnWords() {
        nvml.failing(18);
        assertEquals(
                "The NVIDIA driver does not answer: nvmlInit_v2: Driver/library version mismatch"
                        + " (18).",
                refusal(() -> memory.freeBytes(0)));
        cuda.failing(100);
        assertEquals(
                "The NVIDIA driver does not answer: cuInit: no CUDA-capable device is detected"
                        + " (100).",
                refusal(() -> memory.freeBytes(0)));
        cuda.failing(999);
        assertEquals(
                "The NVIDIA driver does not answer: cuInit: error 999.",
                refusal(() -> memory.freeBytes(0)));
    }

    @Test
    void aDeviceThatNvmlDoesNotKnowIsNamed() {
        GpuMemory third = new NvmlMemory(() -> new FakeCuda(2), () -> nvml);
        assertEquals(
                "The NVIDIA driver does not answer: nvmlDeviceGetHandleByPciBusId_v2: Not Found"
                        + " (6).",
                refusal(() -> third.freeBytes(0)));
        assertEquals(0, nvml.open());
    }

    /** A library with the signatures of NVIDIA's, to call through the same binding. */
    @Test
    void theBindingCallsWhatTheLibrariesDeclare() throws IOException, InterruptedException {
        String library = compile(LIBRARY);
        GpuMemory compiled = NvmlMemory.of(library, library);
        assertEquals(70L << 30, compiled.freeBytes(0));
        assertEquals(3L << 30, compiled.freeBytes(1));
    }

    private static String refusal(Executable call) {
        return String.valueOf(assertThrows(GpuMemoryException.class, call).getMessage());
    }

    private String compile(String source) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "no C compiler, /usr/bin/cc, here");
        Path file = Files.createTempFile(folder, "driver", ".c");
        Files.writeString(file, source);
        Path library = file.resolveSibling(file.getFileName() + ".so");
        Process cc =
                new ProcessBuilder(
                                "/usr/bin/cc",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                file.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, cc.waitFor());
        return library.toString();
    }
}
