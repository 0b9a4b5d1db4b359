package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StorageConfigTest {
    @Test
    void namesAndDefaultsAreAsPublished() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(StorageConfig.class)
                        .build();

        StorageConfig storage = config.getConfigMapping(StorageConfig.class);

        assertEquals(Path.of(".aifactory/storage"), storage.root());
        assertEquals(0, storage.quota().asLongValue());
        Set<String> names =
                ConfigMappings.getProperties(
                                ConfigMappings.ConfigClass.configClass(StorageConfig.class))
                        .keySet()
                        .stream()
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("aifactory.storage.quota", "aifactory.storage.root"), names);
    }
}
