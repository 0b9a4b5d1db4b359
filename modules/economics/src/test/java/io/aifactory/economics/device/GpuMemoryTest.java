package io.aifactory.economics.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuMemoryTest {
    /** CUDA counts the second one of the machine first. */
    private static final List<String> PLACES = List.of("0000:81:00.0", "0000:01:00.0");

    private static final Map<String, Long> FREE =
            Map.of("0000:01:00.0", 3L << 30, "0000:81:00.0", 70L << 30);

    /** Two functions of each library, over the same machine, as C has them. */
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

    private boolean closed;

    @Test
    void theDeviceIsTheOneThatCudaCountsSo() {
        GpuMemory memory = new NvmlMemory(this::driver);
        assertEquals(70L << 30, memory.freeBytes(0));
        assertEquals(3L << 30, memory.freeBytes(1));
        assertTrue(closed);
    }

    @Test
    void anIndexBehindTheLastIsNamed() {
        GpuMemory memory = new NvmlMemory(this::driver);
        GpuMemoryException error =
                assertThrows(GpuMemoryException.class, () -> memory.freeBytes(2));
        assertEquals(
                "CUDA sees 2 devices in this process, and none of index 2.", error.getMessage());
        assertTrue(closed);
    }

    @Test
    void whereThereIsNoDriverItIsNamed() {
        GpuMemory memory =
                new NvmlMemory(() -> NvidiaLibraries.open("libnone.so.1", "libnone.so.1"));
        GpuMemoryException error =
                assertThrows(GpuMemoryException.class, () -> memory.freeBytes(0));
        assertEquals(
                "libnone.so.1 was not found: the NVIDIA driver is not installed for this process.",
                error.getMessage());
    }

    /** A library with the signatures of NVIDIA's, to call through the same binding. */
    @Test
    void theBindingCallsWhatTheLibrariesDeclare() throws IOException, InterruptedException {
        String library = compile(LIBRARY);
        GpuMemory memory = new NvmlMemory(() -> NvidiaLibraries.open(library, library));
        assertEquals(70L << 30, memory.freeBytes(0));
        assertEquals(3L << 30, memory.freeBytes(1));
    }

    @Test
    void whatTheDriverLacksOrRefusesIsNamed() throws IOException, InterruptedException {
        String old = compile("int cuInit(unsigned flags) { return flags; }");
        assertEquals(
                "The NVIDIA driver has no nvmlInit_v2: it is too old.",
                assertThrows(GpuMemoryException.class, () -> NvidiaLibraries.open(old, old))
                        .getMessage());
        String broken = compile("int cuInit(unsigned flags) { return 999 + flags; }");
        assertEquals(
                "The NVIDIA driver answers cuInit with error 999.",
                assertThrows(GpuMemoryException.class, () -> NvidiaLibraries.open(broken, broken))
                        .getMessage());
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

    private NvidiaDriver driver() {
        return new NvidiaDriver() {
            @Override
            public int devices() {
                return PLACES.size();
            }

            @Override
            public String busId(int index) {
                return PLACES.get(index);
            }

            @Override
            public long freeBytes(String busId) {
                return FREE.getOrDefault(busId, 0L);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
