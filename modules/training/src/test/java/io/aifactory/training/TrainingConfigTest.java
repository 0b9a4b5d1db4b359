package io.aifactory.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
    private static final Map<String, String> DEFAULTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("work-folder", ".aifactory/training"),
                            Map.entry("poll-interval", "100ms"),
                            Map.entry("stop-grace", "300ms"),
                            Map.entry(
                                    "trainer.main-class",
                                    "io.aifactory.training.trainer.TrainerMain"),
                            Map.entry("trainer.heap", "512M"),
                            Map.entry("trainer.threads", "0"),
                            Map.entry("retry.most-deaths", "4"),
                            Map.entry("retry.first-delay", "1s"),
                            Map.entry("retry.longest-delay", "60s"),
                            Map.entry("retry.publish-for", "10m"),
                            Map.entry("defaults.hidden", "128"),
                            Map.entry("defaults.intermediate", "352"),
                            Map.entry("defaults.layers", "4"),
                            Map.entry("defaults.heads", "4"),
                            Map.entry("defaults.key-value-heads", "2"),
                            Map.entry("defaults.context-tokens", "256"),
                            Map.entry("defaults.steps", "2400"),
                            Map.entry("defaults.batch-rows", "2"),
                            Map.entry("defaults.learning-rate", "0.003"),
                            Map.entry("defaults.final-learning-rate-share", "0.05"),
                            Map.entry("defaults.warmup-steps", "100"),
                            Map.entry("defaults.seed", "1"),
                            Map.entry("defaults.evaluate-every", "600"),
                            Map.entry("defaults.evaluation-tokens", "65536"),
                            Map.entry("defaults.checkpoint-every", "600")));

    private final SmallRyeConfig config =
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(TrainingConfig.class)
                    .build();

    @Test
    void namesAndDefaultsStayAsTheyAre() {
        Map<String, String> found = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("aifactory.training.")) {
                found.put(
                        name.substring("aifactory.training.".length()),
                        config.getConfigValue(name).getValue());
            }
        }

        assertEquals(DEFAULTS, found);
    }

    @Test
    void whatIsNotSetIsDerivedFromTheMachine() {
        TrainingConfig training = config.getConfigMapping(TrainingConfig.class);

        assertEquals(Path.of(".aifactory/training"), training.workFolder());
        assertEquals(Duration.ofMillis(300), training.stopGrace());
        assertEquals(Optional.empty(), training.registryUrl());
        assertEquals(Optional.empty(), training.trainer().java());
        assertEquals(Optional.empty(), training.trainer().classPath());
        assertEquals(Optional.empty(), training.power().idleWatts());
        assertEquals(Optional.empty(), training.power().wattsPerBusyCore());
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
}
