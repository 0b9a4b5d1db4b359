package io.aifactory.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class FileBlobStorePropertyTest {
    private static Path root = Path.of("");

    @BeforeContainer
    static void makeRoot() throws IOException {
        root = Files.createTempDirectory("blob-store");
    }

    @AfterContainer
    static void removeRoot() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 100)
    void whatIsPublishedIsReadUnderTheDigestOfItsBytes(@ForAll @Size(max = 3_000) byte[] content)
            throws IOException {
        FileBlobStore store = new FileBlobStore(root, 0);

        Digest digest = store.put(new ByteArrayInputStream(content), content.length);

        assertEquals(Digest.of(content), digest);
        assertEquals(content.length, store.size(digest));
        assertArrayEquals(content, store.read(digest, content.length));
        assertArrayEquals(content, Files.readAllBytes(store.localFile(digest)));
        store.verify(digest);
    }

    @Property(tries = 200)
    void everyRangeIsTheSliceOfTheWhole(
            @ForAll @Size(max = 200) byte[] content,
            @ForAll @IntRange(max = 250) int offset,
            @ForAll @IntRange(max = 250) int length)
            throws IOException {
        FileBlobStore store = new FileBlobStore(root, 0);
        Digest digest = store.put(content);

        try (InputStream in = store.open(digest, offset, length)) {
            int from = Math.min(offset, content.length);
            int to = Math.min(content.length, from + length);
            assertArrayEquals(Arrays.copyOfRange(content, from, to), in.readAllBytes());
        }
    }

    @Property(tries = 100)
    void everySingleBitFlipAndEveryTruncationIsFound(
            @ForAll @Size(min = 1, max = 300) byte[] content, @ForAll int where)
            throws IOException {
        FileBlobStore store = new FileBlobStore(root, 0);
        Digest digest = store.put(content);
        Path file = store.localFile(digest);
        int bit = Math.floorMod(where, content.length * 8);
        byte[] damaged = where % 2 == 0 ? Arrays.copyOf(content, bit / 8) : flipped(content, bit);
        assertEquals(true, file.toFile().setWritable(true));
        Files.write(file, damaged);

        FactoryException e = assertThrows(FactoryException.class, () -> store.verify(digest));

        assertEquals(ErrorCode.CONTENT_DAMAGED, e.code());
        assertEquals(false, store.contains(digest));
    }

    private static byte[] flipped(byte[] content, int bit) {
        byte[] damaged = content.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }
}
