package io.aifactory.inference.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedDraft;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TuningSettings;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.tokenization.template.ChatTemplateSource;
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
    void everyPrecisionIsForEveryDevice() {
        for (String precision : new String[] {"f32", "bf16", "int8", "int4"}) {
            Map<String, String> values = Map.of("aifactory.inference.precision", precision);
            assertEquals(precision, settings(values, GRAPHICS, GIBIBYTE).precision().key());
            assertEquals(precision, settings(values, PROCESSOR, GIBIBYTE).precision().key());
        }
    }

    @Test
    void besideAGraphicsDeviceTheHostPoolMustFitTheHostsMemory() {
        Map<String, String> two = Map.of("aifactory.inference.host-pool", "2G");
        assertTrue(settings(two, GRAPHICS, 2 * GIBIBYTE).hostApart());
        assertFalse(settings(two, PROCESSOR, 2 * GIBIBYTE).hostApart());
        assertEquals(
                "aifactory.inference.host-pool is 2048 MiB, and 1024 MiB of the host's memory are"
                        + " free. Configure a smaller one, or 0 for none.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> settings(two, GRAPHICS, GIBIBYTE))
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

    @Test
    void aDraftModelWithSlotsOfItsOwnCountsForTheMemory() {
        LoadSettings settings = settings(Map.of(), PROCESSOR, GIBIBYTE);
        PreparedModel model =
                new PreparedModel(
                        "big",
                        Digest.of(new byte[0]),
                        ModelFiles.of(Map.of()),
                        new ModelTask.Generates(FakeEngine.config(64)),
                        new ByteTokenizer(),
                        new byte[0],
                        ChatTemplateSource.none());
        ModelConfig small = FakeEngine.config(32);
        PreparedModel drafted =
                model.with(
                        new PreparedDraft(
                                "small:1",
                                Digest.of(new byte[1]),
                                ModelFiles.of(Map.of()),
                                small,
                                32,
                                Precision.F32));

        for (Precision precision : List.of(Precision.F32, Precision.BF16)) {
            ModelMemory memory = ModelMemory.of(small, precision, 32, 256);
            assertEquals(
                    memory.weights() + memory.step() + 8 * memory.slot(),
                    settings.need(drafted.in(precision), 8, 64).bytes()
                            - settings.need(model.in(precision), 8, 64).bytes());
        }
    }

    private static long hostBytes(Map<String, String> values, Device device, long free) {
        return settings(values, device, free).hostBytes();
    }

    private static LoadSettings settings(Map<String, String> values, Device device, long free) {
        return LoadSettings.of(config(values), device, free);
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
