package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageProducerTest {
    @TempDir Path root;

    @Test
    void theStoreLiesInTheConfiguredFolder() {
        Digest digest = new StorageProducer().storage(config(0)).put(new byte[] {1, 2, 3});

        assertTrue(new FileBlobStore(root, 0).contains(digest));
    }

    @Test
    void theStoreKeepsTheConfiguredQuota() {
        BlobStore store = new StorageProducer().storage(config(3));
        store.put(new byte[] {1, 2, 3});

        FactoryException e = assertThrows(FactoryException.class, () -> store.put(new byte[] {4}));

        assertEquals(ErrorCode.STORAGE_FULL, e.code());
    }

    private StorageConfig config(long quota) {
        return new StorageConfig() {
            @Override
            public Path root() {
                return root;
            }

            @Override
            public MemorySize quota() {
                return new MemorySize(BigInteger.valueOf(quota));
            }
        };
    }
}
