package io.aifactory.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the worker finds models. */
@ConfigMapping(prefix = "aifactory.storage")
public interface StorageConfig {
    /** Folder of the content-addressed store, shared with whoever publishes models. */
    @WithDefault(".aifactory/storage")
    Path root();
}
