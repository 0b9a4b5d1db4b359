package io.aifactory.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.inference.model.DraftWish;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {
    @Test
    void namesAndDefaultsAreThese() throws ReflectiveOperationException {
        Map<String, Object> expected = new TreeMap<>();
        expected.put("adapters", Optional.empty());
        expected.put("announceFile", Optional.empty());
        expected.put("calibration", Duration.ofSeconds(1));
        expected.put("device", "cpu");
        expected.put("diskPool", new MemorySize(BigInteger.ZERO));
        expected.put("diskPoolFolder", Optional.empty());
        expected.put("draft", Optional.empty());
        expected.put("drainLimit", Duration.ofSeconds(30));
        expected.put("energyBaseShare", 0.5);
        expected.put("hostPool", Optional.empty());
        expected.put("itlTarget", Duration.ofMillis(100));
        expected.put("memoryBudget", Optional.empty());
        expected.put("modelManifest", Optional.empty());
        expected.put("modelName", Optional.empty());
        expected.put("outboundTokens", 1024);
        expected.put("parentPid", OptionalLong.empty());
        expected.put("precision", PrecisionSetting.AUTO);
        expected.put("prefixPool", 0.25);
        expected.put("preemptions", 3);
        expected.put("priorityAgeing", Duration.ofSeconds(30));
        expected.put("sloItl", Optional.empty());
        expected.put("sloPromptTokens", 512);
        expected.put("sloSequences", 1);
        expected.put("sloTtft", Optional.empty());
        expected.put("slotTokens", 0);
        expected.put("slots", 32);
        expected.put("speculation", 8);
        expected.put("stepTokens", 256);
        expected.put("stepsAhead", Optional.empty());
        expected.put("threads", OptionalInt.empty());
        expected.put("waitingLimit", 64);
        expected.put("workerId", Optional.empty());

        assertEquals(expected, values(config(Map.of())));
        assertEquals(
                Path.of(".aifactory/storage"),
                read(Map.of()).getConfigMapping(StorageConfig.class).root());
    }

    @Test
    void keysAreWrittenWithDashes() {
        InferenceConfig config =
                config(
                        Map.of(
                                "aifactory.inference.step-tokens", "16",
                                "aifactory.inference.memory-budget", "2G",
                                "aifactory.inference.precision", "bf16",
                                "aifactory.inference.parent-pid", "77",
                                "aifactory.inference.adapters", "a=sha256:1,b=sha256:2",
                                "aifactory.inference.draft", "small=sha256:3",
                                "aifactory.inference.announce-file", "a.json"));

        assertEquals(16, config.stepTokens());
        assertEquals(2L << 30, config.memoryBudget().map(MemorySize::asLongValue).orElseThrow());
        assertEquals(PrecisionSetting.BF16, config.precision());
        assertEquals(OptionalLong.of(77), config.parentPid());
        assertEquals(Optional.of(List.of("a=sha256:1", "b=sha256:2")), config.adapters());
        assertEquals(
                Optional.of(new DraftWish("small", "sha256:3")),
                config.draft().map(DraftWish::parse));
        assertEquals(Optional.of(Path.of("a.json")), config.announceFile());
    }

    @Test
    void anUnknownKeyIsAnError() {
        assertThrows(
                ConfigValidationException.class,
                () -> config(Map.of("aifactory.inference.step-token", "16")));
    }

    private static InferenceConfig config(Map<String, String> values) {
        return read(values).getConfigMapping(InferenceConfig.class);
    }

    private static SmallRyeConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withDefaultValues(values)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(InferenceConfig.class)
                .withMapping(StorageConfig.class)
                .build();
    }

    private static Map<String, Object> values(InferenceConfig config)
            throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (Method method :
                Arrays.stream(InferenceConfig.class.getDeclaredMethods())
                        .filter(m -> !m.isSynthetic())
                        .toList()) {
            values.put(method.getName(), method.invoke(config));
        }
        return values;
    }
}
