package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.factory.FactoryConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JvmWorkerLauncherTest {
    private static final int ABOVE_BUILT_IN = 1_000;
    private static final String DEVICE = "-Daifactory.inference.device=";
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private final JvmWorkerLauncher launcher =
            new JvmWorkerLauncher(
                    new SmallRyeConfigBuilder()
                            .withMapping(FactoryConfig.class)
                            .addDiscoveredConverters()
                            .withConverter(Duration.class, ABOVE_BUILT_IN, new DurationConverter())
                            .build()
                            .getConfigMapping(FactoryConfig.class),
                    Path.of("storage"));

    @Test
    void anSloIsHandedOverInTheWorkersConfiguration() {
        Slo itl = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 2, 64);
        Slo ttft = new Slo(Optional.of(Duration.ofSeconds(2)), Optional.empty(), 1, 512);

        assertEquals(
                List.of(
                        "-Daifactory.inference.slo-itl=40ms",
                        "-Daifactory.inference.slo-sequences=2",
                        "-Daifactory.inference.slo-prompt-tokens=64"),
                JvmWorkerLauncher.options(itl));
        assertEquals(
                List.of(
                        "-Daifactory.inference.slo-ttft=2000ms",
                        "-Daifactory.inference.slo-sequences=1",
                        "-Daifactory.inference.slo-prompt-tokens=512"),
                JvmWorkerLauncher.options(ttft));
    }

    @Test
    void aWorkerSeesItsOwnCudaDeviceAlone() {
        ProcessBuilder program = program(Optional.of(new WorkerDevice.Cuda(3, "GPU-33ab")));

        assertEquals("GPU-33ab", program.environment().get(VISIBLE));
        assertEquals(List.of(DEVICE + "cuda:0"), options(program));
    }

    @Test
    void aWorkerOnTheProcessorSeesNoCudaDevice() {
        ProcessBuilder program = program(Optional.of(new WorkerDevice.Processor()));

        assertEquals("", program.environment().get(VISIBLE));
        assertEquals(List.of(DEVICE + "cpu"), options(program));
    }

    @Test
    void aWorkerWithoutADeviceIsLeftAsItIsConfigured() {
        ProcessBuilder program = program(Optional.empty());

        assertEquals(System.getenv(VISIBLE), program.environment().get(VISIBLE));
        assertEquals(List.of(), options(program));
    }

    @Test
    void theOptionsStandBeforeTheProgram() {
        List<String> command = program(Optional.of(new WorkerDevice.Cuda(0, "GPU-a"))).command();

        assertTrue(command.indexOf(DEVICE + "cuda:0") < command.indexOf("-jar"), command::toString);
        assertEquals("quarkus-run.jar", command.getLast());
    }

    /** So it does with PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR. */
    @Test
    void theFactorysEnvironmentReachesTheWorker() {
        Map<String, String> outside = System.getenv();
        assertFalse(outside.isEmpty());

        Map<String, String> inside =
                program(Optional.of(new WorkerDevice.Cuda(0, "GPU-a"))).environment();

        Set<String> own = Set.of(VISIBLE, "DJL_CACHE_DIR", "DJL_OFFLINE", "OPT_OUT_TRACKING");
        outside.forEach((name, value) -> {
            if (!own.contains(name)) {
                assertEquals(value, inside.get(name), name);
            }
        });
    }

    private ProcessBuilder program(Optional<WorkerDevice> device) {
        ReplicaSpec spec = new ReplicaSpec("m", Digest.of(new byte[0]), 4).on(device);
        return launcher.program("m-1-1", spec, Path.of("m-1-1.json"));
    }

    private static List<String> options(ProcessBuilder program) {
        return program.command().stream().filter(part -> part.startsWith(DEVICE)).toList();
    }
}
