package io.aifactory.inference.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TuningSettings;
import io.aifactory.languagemodel.Device;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadSettingsTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final Device PROCESSOR = new Device.Cpu(2);
    private static final Device GRAPHICS = new Device.Cuda(0);

    @Test
    void onAProcessorThePoolIsHostMemoryAlready() {
        assertEquals(0, hostBytes(Map.of(), PROCESSOR, 64 * GIBIBYTE));
    }

    @Test
    void onAGraphicsDeviceAPartOfWhatIsFreeIsTaken() {
        assertEquals(4 * GIBIBYTE, hostBytes(Map.of(), GRAPHICS, 64 * GIBIBYTE));
        assertEquals(2 * GIBIBYTE, hostBytes(Map.of(), GRAPHICS, 8 * GIBIBYTE));
    }

    @Test
    void whatIsConfiguredCounts() {
        Map<String, String> one = Map.of("aifactory.inference.host-pool", "1G");

        assertEquals(GIBIBYTE, hostBytes(one, PROCESSOR, 64 * GIBIBYTE));
        assertEquals(
                0,
                hostBytes(Map.of("aifactory.inference.host-pool", "0"), GRAPHICS, 64 * GIBIBYTE));
    }

    @Test
    void aDiskPoolNeedsAHostPool() {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TierSettings(0, 1, Path.of("x"), Duration.ZERO));

        assertEquals(
                "aifactory.inference.disk-pool needs a host-pool: blocks come and go through it",
                error.getMessage());
    }

    @Test
    void int8IsForTheProcessor() {
        Map<String, String> int8 = Map.of("aifactory.inference.precision", "int8");

        assertEquals(0, hostBytes(int8, PROCESSOR, GIBIBYTE));
        assertEquals(
                "aifactory.inference.precision=int8 computes on a processor only; use bf16 on a"
                        + " GPU, or aifactory.inference.device=cpu",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> hostBytes(int8, GRAPHICS, GIBIBYTE))
                        .getMessage());
    }

    @Test
    void threadsAreChosenOnlyWhereNoneAreConfigured() {
        Map<String, String> two = Map.of("aifactory.inference.threads", "2");

        assertEquals(List.of(1, 2), tuning(Map.of(), PROCESSOR).threads());
        assertEquals(List.of(), tuning(two, PROCESSOR).threads());
        assertEquals(List.of(), tuning(Map.of(), GRAPHICS).threads());
    }

    @Test
    void anSloIsReadAndMustFitTheSlots() {
        Map<String, String> slo =
                Map.of(
                        "aifactory.inference.slo-itl", "40ms",
                        "aifactory.inference.slo-sequences", "8");

        assertEquals(
                Optional.of(new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 8, 512)),
                tuning(slo, PROCESSOR).slo());
        assertEquals(Optional.empty(), tuning(Map.of(), PROCESSOR).slo());
        Map<String, String> few = new HashMap<>(slo);
        few.put("aifactory.inference.slots", "4");
        assertEquals(
                "aifactory.inference.slo-sequences is 8, but there are 4 slots",
                assertThrows(IllegalArgumentException.class, () -> tuning(few, PROCESSOR))
                        .getMessage());
    }

    private static TuningSettings tuning(Map<String, String> values, Device device) {
        InferenceConfig config = config(values);
        return LoadSettings.of(config, device, GIBIBYTE).tuning(config, device);
    }

    private static long hostBytes(Map<String, String> values, Device device, long free) {
        return LoadSettings.of(config(values), device, free).hostBytes();
    }

    private static InferenceConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(values)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(InferenceConfig.class)
                .build()
                .getConfigMapping(InferenceConfig.class);
    }
}
