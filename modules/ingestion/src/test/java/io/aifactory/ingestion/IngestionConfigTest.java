package io.aifactory.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names and defaults are a promise; this pins them. */
class IngestionConfigTest {
    @Test
    void namesAndDefaultsArePinned() {
        // When
        IngestionConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(
                                io.quarkus.runtime.configuration.MemorySize.class,
                                100,
                                new MemorySizeConverter())
                        .withConverter(
                                java.time.Duration.class,
                                100,
                                new io.quarkus.runtime.configuration.DurationConverter())
                        .withMapping(IngestionConfig.class)
                        .build()
                        .getConfigMapping(IngestionConfig.class);

        // Then
        Map<String, String> values = new TreeMap<>();
        values.put("localSourcesEnabled", String.valueOf(config.localSourcesEnabled()));
        values.put("workFolder", String.valueOf(config.workFolder()));
        values.put("maven", config.maven());
        values.put("mavenTimeout", String.valueOf(config.mavenTimeout()));
        values.put("maxSourceBytes", String.valueOf(config.maxSourceBytes().asLongValue()));
        values.put("maxSourceFiles", String.valueOf(config.maxSourceFiles()));
        values.put("maxExpansion", String.valueOf(config.maxExpansion()));
        values.put("shardTokens", String.valueOf(config.shardTokens()));
        values.put("maxQueuedJobs", String.valueOf(config.maxQueuedJobs()));
        values.put("progressInterval", String.valueOf(config.progressInterval()));
        assertEquals(
                new TreeMap<>(
                        Map.of(
                                "localSourcesEnabled", "true",
                                "workFolder", ".aifactory/ingestion",
                                "maven", "mvn",
                                "mavenTimeout", "PT5M",
                                "maxSourceBytes", "17179869184",
                                "maxSourceFiles", "1000000",
                                "maxExpansion", "200",
                                "shardTokens", "16777216",
                                "maxQueuedJobs", "100",
                                "progressInterval", "PT0.25S")),
                values);
        assertEquals(
                values.keySet(),
                Arrays.stream(IngestionConfig.class.getDeclaredMethods())
                        .map(Method::getName)
                        .collect(Collectors.toSet()));
    }
}
