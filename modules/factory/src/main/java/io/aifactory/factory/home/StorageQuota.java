package io.aifactory.factory.home;

import io.quarkus.runtime.configuration.MemorySizeConverter;

/** The quota that is configured for storage, for commands that write there themselves. */
public final class StorageQuota {
    private static final String PROPERTY = "aifactory.storage.quota";
    private static final String VARIABLE = "AIFACTORY_STORAGE_QUOTA";

    private StorageQuota() {}

    /** Bytes; 0 = no limit. */
    public static long bytes() {
        String value = System.getProperty(PROPERTY, System.getenv(VARIABLE));
        return value == null || value.isBlank()
                ? 0
                : new MemorySizeConverter().convert(value.strip()).asLongValue();
    }
}
