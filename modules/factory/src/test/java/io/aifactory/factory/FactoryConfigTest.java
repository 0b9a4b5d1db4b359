package io.aifactory.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactoryConfigTest {
    private static final int ABOVE_BUILT_IN = 1_000;

    private final FactoryConfig config =
            new SmallRyeConfigBuilder()
                    .withMapping(FactoryConfig.class)
                    .addDiscoveredConverters()
                    .withConverter(Duration.class, ABOVE_BUILT_IN, new DurationConverter())
                    .build()
                    .getConfigMapping(FactoryConfig.class);

    @Test
    void namesAndDefaultsArePinned() {
        assertEquals(List.of("distribution", "home", "worker"), names(FactoryConfig.class));
        assertEquals(
                List.of(
                        "backoff",
                        "backoffLimit",
                        "checkEvery",
                        "checkTimeout",
                        "devices",
                        "drainLimit",
                        "failuresAllowed",
                        "heap",
                        "startTimeout"),
                names(FactoryConfig.Workers.class));
        assertEquals(Path.of(".aifactory"), config.home());
        assertEquals(Path.of("target/distribution"), config.distribution());
        assertEquals(Optional.empty(), config.worker().devices());
        assertEquals("384m", config.worker().heap());
        assertEquals(Duration.ofSeconds(1), config.worker().checkEvery());
        assertEquals(Duration.ofSeconds(2), config.worker().checkTimeout());
        assertEquals(5, config.worker().failuresAllowed());
        assertEquals(Duration.ofMinutes(5), config.worker().startTimeout());
        assertEquals(Duration.ofMillis(200), config.worker().backoff());
        assertEquals(Duration.ofSeconds(30), config.worker().backoffLimit());
        assertEquals(Duration.ofSeconds(20), config.worker().drainLimit());
    }

    private static List<String> names(Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> !method.isDefault() && !method.isSynthetic())
                .map(Method::getName)
                .sorted()
                .toList();
    }
}
