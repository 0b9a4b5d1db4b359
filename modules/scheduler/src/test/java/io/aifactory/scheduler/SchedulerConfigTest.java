package io.aifactory.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {
    private final SchedulerConfig config =
            new SmallRyeConfigBuilder()
                    .withMapping(SchedulerConfig.class)
                    .addDiscoveredConverters()
                    .withConverter(
                            Duration.class,
                            1_000,
                            new io.quarkus.runtime.configuration.DurationConverter())
                    .build()
                    .getConfigMapping(SchedulerConfig.class);

    @Test
    void namesAndDefaultsArePinned() {
        assertEquals(
                new TreeSet<>(
                        Set.of(
                                "workers",
                                "policy",
                                "queueCapacity",
                                "longestWait",
                                "pollInterval",
                                "workerTimeout",
                                "recoveryTimeout",
                                "requestTimeout",
                                "pingInterval",
                                "writeTimeout",
                                "decisionsKept",
                                "usageInterval",
                                "prices")),
                names(SchedulerConfig.class));
        assertEquals(Optional.empty(), config.workers());
        assertEquals("least-damage", config.policy());
        assertEquals(256, config.queueCapacity());
        assertEquals(Duration.ofSeconds(60), config.longestWait());
        assertEquals(Duration.ofMillis(250), config.pollInterval());
        assertEquals(Duration.ofSeconds(5), config.workerTimeout());
        assertEquals(Duration.ofSeconds(60), config.recoveryTimeout());
        assertEquals(Duration.ofMinutes(10), config.requestTimeout());
        assertEquals(Duration.ofSeconds(10), config.pingInterval());
        assertEquals(Duration.ofSeconds(30), config.writeTimeout());
        assertEquals(1_024, config.decisionsKept());
        assertEquals(Duration.ofSeconds(1), config.usageInterval());
    }

    @Test
    void pricesAreTheDeclaredOnesOfEconomics() {
        assertEquals(
                new TreeSet<>(
                        Set.of(
                                "currency",
                                "perKilowattHour",
                                "machinePerHour",
                                "gramsCo2PerKilowattHour",
                                "powerUsageEffectiveness")),
                names(SchedulerConfig.Prices.class));
        assertEquals(
                io.aifactory.economics.cost.CostModel.declared(),
                new SchedulerBeans(config).costs());
    }

    @Test
    void theHistoryOfMigrationsStaysInOneSchemaWhateverTheDatabaseUserIsCalled() throws Exception {
        Properties defaults = new Properties();
        try (InputStream in =
                Files.newInputStream(
                        Path.of("src/main/resources/META-INF/microprofile-config.properties"))) {
            defaults.load(in);
        }

        assertEquals("public", defaults.getProperty("quarkus.flyway.default-schema"));
    }

    private static Set<String> names(Class<?> mapping) {
        return Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
