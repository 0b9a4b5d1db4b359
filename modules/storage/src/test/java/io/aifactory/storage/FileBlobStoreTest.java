package io.aifactory.storage;

import static io.aifactory.storage.StoreFiles.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest {
    private static final Digest ABC =
            new Digest("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    private static final Digest ABSENT = Digest.of(bytes("absent"));

    @TempDir Path root;
    private FileBlobStore store;

    @BeforeEach
    void open() {
        store = new FileBlobStore(root, 0);
    }

    @Test
    void blobLiesUnderTheHexDigitsOfItsDigestAndIsReadOnly() throws IOException {
        Digest digest = store.put(bytes("abc"));

        assertEquals(ABC, digest);
        Path file =
                root.resolve(
                        "blobs/sha256/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertEquals("abc", Files.readString(file));
        assertFalse(
                Files.getPosixFilePermissions(file).stream()
                        .anyMatch(p -> p.name().endsWith("WRITE")));
        assertEquals(List.of(), StoreFiles.temporary(root));
    }

    @Test
    void sameContentThroughEveryDoorIsOneBlob() throws IOException {
        Path file = Files.writeString(root.resolve("abc.txt"), "abc");

        assertEquals(ABC, store.put(bytes("abc")));
        assertEquals(ABC, store.put(new ByteArrayInputStream(bytes("abc")), 3));
        assertEquals(ABC, store.put(file));

        assertEquals(1, StoreFiles.blobs(root).size());
        assertTrue(Files.exists(file));
    }

    @Test
    void absentBlobIsNotFoundByEveryReader() {
        assertFalse(store.contains(ABSENT));
        assertCode(ErrorCode.NOT_FOUND, () -> store.size(ABSENT));
        assertCode(ErrorCode.NOT_FOUND, () -> store.open(ABSENT));
        assertCode(ErrorCode.NOT_FOUND, () -> store.open(ABSENT, 0, 1));
        assertCode(ErrorCode.NOT_FOUND, () -> store.read(ABSENT, 10));
        assertCode(ErrorCode.NOT_FOUND, () -> store.localFile(ABSENT));
        FactoryException e = assertCode(ErrorCode.NOT_FOUND, () -> store.verify(ABSENT));
        assertEquals("There is no blob " + ABSENT + " in the storage.", e.message());
    }

    @Test
    void rangeEndsWithTheBlob() throws IOException {
        Digest digest = store.put(bytes("0123456789"));

        assertEquals("234", text(store.open(digest, 2, 3)));
        assertEquals("89", text(store.open(digest, 8, Long.MAX_VALUE)));
        assertEquals("", text(store.open(digest, 10, 5)));
        assertEquals("", text(store.open(digest, 99, 5)));
        assertEquals("", text(store.open(digest, 0, 0)));
        assertThrows(IllegalArgumentException.class, () -> store.open(digest, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> store.open(digest, 1, -1));
    }

    @Test
    void streamOneByteOverItsLimitLeavesNothing() throws IOException {
        assertCode(
                ErrorCode.LIMIT_EXCEEDED,
                () -> store.put(new ByteArrayInputStream(new byte[1_001]), 1_000));

        assertEquals(List.of(), StoreFiles.blobs(root));
        assertEquals(List.of(), StoreFiles.temporary(root));
        store.put(new ByteArrayInputStream(new byte[1_000]), 1_000);
        assertEquals(1, StoreFiles.blobs(root).size());
    }

    @Test
    void failingStreamIsTheCallersExceptionAndLeavesNothing() throws IOException {
        InputStream failing =
                new InputStream() {
                    private int left = 300_000;

                    @Override
                    public int read() throws IOException {
                        if (left-- == 0) {
                            throw new IOException("No space left on device");
                        }
                        return 7;
                    }

                    @Override
                    public int read(byte[] b, int off, int len) throws IOException {
                        int n = Math.min(len, 1_000);
                        for (int i = 0; i < n; i++) {
                            b[off + i] = (byte) read();
                        }
                        return n;
                    }
                };

        IOException e = assertThrows(IOException.class, () -> store.put(failing, Long.MAX_VALUE));

        assertEquals("No space left on device", e.getMessage());
        assertEquals(List.of(), StoreFiles.blobs(root));
        assertEquals(List.of(), StoreFiles.temporary(root));
    }

    @Test
    void readRefusesALargeBlobBeforeItIsLoaded() throws IOException {
        Digest digest = store.put(new byte[1_001]);
        // A sparse file far larger than the heap stands in for the blob: loading it could not work.
        Path file = store.localFile(digest);
        assertTrue(file.toFile().setWritable(true));
        try (var channel =
                java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(1L << 40);
            channel.write(java.nio.ByteBuffer.allocate(1));
        }

        assertCode(ErrorCode.LIMIT_EXCEEDED, () -> store.read(digest, 1_000));
    }

    @Test
    void damagedBlobGoesToQuarantineAndCanBePublishedAgain() throws IOException {
        Digest digest = store.put(bytes("content"));
        overwrite(store.localFile(digest), "CONTENT");

        assertCode(ErrorCode.CONTENT_DAMAGED, () -> store.verify(digest));

        assertFalse(store.contains(digest));
        assertEquals(1, StoreFiles.quarantined(root).size());
        assertEquals("CONTENT", Files.readString(StoreFiles.quarantined(root).getFirst()));
        assertEquals(digest, store.put(bytes("content")));
        store.verify(digest);
    }

    @Test
    void readingADamagedBlobNeverYieldsItsBytes() throws IOException {
        Digest digest = store.put(bytes("content"));
        overwrite(store.localFile(digest), "CONTENT");

        assertCode(ErrorCode.CONTENT_DAMAGED, () -> store.read(digest, 100));

        assertFalse(store.contains(digest));
    }

    @Test
    void truncatedBlobIsReplacedByTheNextPublication() throws IOException {
        Digest digest = store.put(bytes("content"));
        overwrite(store.localFile(digest), "con");

        store.put(bytes("content"));

        assertArrayEquals(bytes("content"), store.read(digest, 100));
    }

    @Test
    void quarantineGivesBackABlobThatWasReplacedMeanwhile() throws IOException {
        Digest digest = store.put(bytes("content"));

        new Quarantine(root.resolve("quarantine")).take(digest, store.localFile(digest));

        store.verify(digest);
        assertEquals(List.of(), StoreFiles.quarantined(root));
    }

    @Test
    void rootThatIsAFileIsUnavailable() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");

        FactoryException e = assertCode(ErrorCode.UNAVAILABLE, () -> new FileBlobStore(file, 0));

        assertFalse(e.message().contains(root.toString()), e.message());
    }

    private static void overwrite(Path file, String text) throws IOException {
        assertTrue(file.toFile().setWritable(true));
        Files.writeString(file, text);
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static FactoryException assertCode(
            ErrorCode code, org.junit.jupiter.api.function.Executable call) {
        FactoryException e = assertThrows(FactoryException.class, call);
        assertEquals(code, e.code());
        return e;
    }
}
