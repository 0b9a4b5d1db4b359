package io.aifactory.factory.npm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageArchiveTest {
    private static final String WANTED = "package/model.part";
    private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
    private static final long ROOM = 1 << 20;

    @TempDir private Path folder;

    @Test
    void aFileIsReadWhereverItStandsInTheArchive() throws IOException {
        Path archive =
                Archives.of(
                        folder.resolve("a.tgz"),
                        new TreeMap<>(
                                Map.of("package/README.md", new byte[5000], WANTED, CONTENT)));

        assertArrayEquals(CONTENT, read(archive, ROOM));
    }

    @Test
    void namesThatLeadOutOfTheArchiveAreNeverWrittenAnywhere() throws IOException {
        // Given
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path archive =
                Archives.of(
                        inner.resolve("a.tgz"),
                        tar -> {
                            Archives.put(tar, "../escaped", CONTENT);
                            Archives.put(tar, "/tmp/../escaped", CONTENT);
                            Archives.put(tar, WANTED, CONTENT);
                        });

        // When
        byte[] read = read(archive, ROOM);

        // Then
        assertArrayEquals(CONTENT, read);
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(List.of(archive), files.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void linksAndDevicesOfTheWantedNameAreNoFiles() throws IOException {
        for (byte type :
                new byte[] {
                    TarConstants.LF_SYMLINK,
                    TarConstants.LF_LINK,
                    TarConstants.LF_CHR,
                    TarConstants.LF_BLK,
                    TarConstants.LF_FIFO,
                    TarConstants.LF_DIR
                }) {
            Path archive =
                    Archives.of(
                            folder.resolve("type-" + type + ".tgz"),
                            tar -> {
                                TarArchiveEntry entry = new TarArchiveEntry(WANTED, type);
                                entry.setLinkName("/etc/passwd");
                                entry.setSize(0);
                                tar.putArchiveEntry(entry);
                                tar.closeArchiveEntry();
                            });

            assertThrows(IOException.class, () -> read(archive, ROOM), "type " + type);
        }
    }

    @Test
    void anArchiveThatUnfoldsBeyondItsLimitIsLeft() throws IOException {
        // Given a thousandfold of its own size
        Path archive =
                Archives.of(
                        folder.resolve("bomb.tgz"),
                        tar -> {
                            Archives.put(tar, "package/zeros", new byte[4 << 20]);
                            Archives.put(tar, WANTED, CONTENT);
                        });

        // When
        IOException refused = assertThrows(IOException.class, () -> read(archive, ROOM));

        // Then
        assertEquals("the archive unfolds to more than it may", refused.getMessage());
        assertArrayEquals(CONTENT, read(archive, 8 << 20));
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path archive = Archives.of(folder.resolve("a.tgz"), Map.of("package/other", CONTENT));

        IOException failure = assertThrows(IOException.class, () -> read(archive, ROOM));

        assertEquals("the archive has no file " + WANTED, failure.getMessage());
    }

    @Test
    void aTruncatedArchiveFailsOrGivesTheWholeFileAndNothingElse() throws IOException {
        // Given
        byte[] content = new byte[3000];
        new Random(1).nextBytes(content);
        byte[] whole =
                Files.readAllBytes(Archives.of(folder.resolve("a.tgz"), Map.of(WANTED, content)));
        int failed = 0;
        for (int length = 0; length < whole.length; length += 29) {
            Path cut = folder.resolve("cut.tgz");
            Files.write(cut, Arrays.copyOf(whole, length));
            try {
                // When
                byte[] read = read(cut, ROOM);

                // Then
                assertArrayEquals(content, read, "length " + length);
            } catch (IOException e) {
                failed++;
            }
        }
        assertTrue(failed >= content.length / 29, failed + " of " + whole.length);
    }

    @Test
    void aSignInPageIsNoArchive() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tgz"), "<html>sign in</html>");

        assertThrows(IOException.class, () -> read(text, ROOM));
    }

    private static byte[] read(Path archive, long limit) throws IOException {
        try (InputStream in = new PackageArchive(archive, limit).open(WANTED)) {
            return in.readAllBytes();
        }
    }
}
