package io.aifactory.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
    @TempDir Path root;

    @Test
    void theLastByteFitsAndOneMoreDoesNot() throws IOException {
        FileBlobStore store = new FileBlobStore(root, 1_000);
        store.put(filled(1, 600));
        store.put(filled(2, 400));

        FactoryException e = assertThrows(FactoryException.class, () -> store.put(filled(3, 1)));

        assertEquals(ErrorCode.STORAGE_FULL, e.code());
        assertEquals(2, StoreFiles.blobs(root).size());
        assertEquals(List.of(), StoreFiles.temporary(root));
    }

    @Test
    void contentThatIsThereAlreadyTakesNoRoom() {
        FileBlobStore store = new FileBlobStore(root, 1_000);
        Digest first = store.put(filled(1, 1_000));

        assertEquals(first, store.put(filled(1, 1_000)));
    }

    @Test
    void aRefusedWriteGivesItsRoomBack() {
        FileBlobStore store = new FileBlobStore(root, 1_000);
        assertThrows(FactoryException.class, () -> store.put(filled(1, 1_001)));

        store.put(filled(2, 1_000));
    }

    @Test
    void blobsOfAnEarlierProcessCount() {
        new FileBlobStore(root, 0).put(filled(1, 900));

        FileBlobStore store = new FileBlobStore(root, 1_000);

        assertThrows(FactoryException.class, () -> store.put(filled(2, 101)));
        store.put(filled(3, 100));
    }

    @Test
    void roomThatWasFreedOutsideIsFoundBeforeAnythingIsRefused() throws IOException {
        FileBlobStore store = new FileBlobStore(root, 1_000);
        Digest first = store.put(filled(1, 1_000));
        Files.delete(store.localFile(first));

        store.put(filled(2, 1_000));
    }

    @Test
    void negativeQuotaIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FileBlobStore(root, -1));
    }

    private static byte[] filled(int value, int length) {
        byte[] content = new byte[length];
        java.util.Arrays.fill(content, (byte) value);
        return content;
    }
}
