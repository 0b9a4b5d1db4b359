package io.aifactory.service;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where blobs lie: one folder for all processes of a factory, or that of a service alone. */
@ConfigMapping(prefix = "aifactory.storage")
public interface StorageConfig {
    /** Folder of the blob store; relative to the working directory. */
    @WithDefault(".aifactory/storage")
    Path root();

    /** Bytes that all blobs together may take, for example {@code 200G}; 0 means no limit. */
    @WithDefault("0")
    MemorySize quota();
}
