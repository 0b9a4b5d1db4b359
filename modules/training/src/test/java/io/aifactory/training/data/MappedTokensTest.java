package io.aifactory.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.storage.dataset.MappedTokens;
import io.aifactory.training.support.SmallDataset;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedTokensTest {
    @TempDir private Path folder;
    private FileBlobStore store;
    private DatasetManifest dataset;

    @BeforeEach
    void publish() {
        store = new FileBlobStore(folder, 0);
        dataset = new Manifests(store).dataset(SmallDataset.publish(store));
    }

    @Test
    void shardsReadAsOneStream() throws IOException {
        // Given
        int[] expected = SmallDataset.tokens(40, 1);
        try (Arena arena = Arena.ofShared()) {
            // When
            MappedTokens tokens = MappedTokens.open(store, dataset, dataset.train(), arena);

            // Then
            assertEquals(2_000, tokens.size());
            assertArrayEquals(expected, tokens.read(0, 2_000));
            assertArrayEquals(Arrays.copyOfRange(expected, 995, 1_005), tokens.read(995, 10));
            assertArrayEquals(Arrays.copyOfRange(expected, 1_990, 2_000), tokens.read(1_990, 10));
            assertThrows(IndexOutOfBoundsException.class, () -> tokens.read(1_995, 6));
        }
    }

    @Test
    void aDamagedShardIsRefused() throws IOException {
        // Given
        Path blob = store.localFile(dataset.train().getFirst().data());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[7] ^= 1;
        blob.toFile().setWritable(true);
        Files.write(blob, bytes);

        // When
        FactoryException refusal =
                assertThrows(
                        FactoryException.class,
                        () -> {
                            try (Arena arena = Arena.ofShared()) {
                                MappedTokens.open(store, dataset, dataset.train(), arena);
                            }
                        });

        // Then
        assertEquals(ErrorCode.CONTENT_DAMAGED, refusal.code());
    }
}
