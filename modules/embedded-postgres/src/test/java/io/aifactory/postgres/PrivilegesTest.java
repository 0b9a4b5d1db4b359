package io.aifactory.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As root where user namespaces are not allowed. */
class PrivilegesTest {
    @TempDir Path temporary;

    @BeforeEach
    void asRoot() throws IOException {
        String[] probe = Privileges.ofNobody().prefix().toArray(String[]::new);
        assumeTrue(
                Files.getAttribute(temporary, "unix:uid").equals(0)
                        && Command.succeeds(Duration.ofSeconds(10), with(probe, "true")),
                "only root can give up its privileges, with setpriv");
        permit(temporary, "rwxr-xr-x");
    }

    @Test
    void aDirectoryBelowAClosedFolderIsRefusedWithTheFolderAndTheWayOut() throws IOException {
        // Given two folders that only their owner may enter, as root's home is
        Path closed = Files.createDirectory(temporary.resolve("closed"));
        Path inner = Files.createDirectory(closed.resolve("inner"));
        Path directory = Files.createDirectory(inner.resolve("postgres"));
        permit(inner, "rwx------");
        permit(closed, "rwx------");

        // When
        PostgresException refused =
                assertThrows(
                        PostgresException.class,
                        () -> EmbeddedPostgres.start(directory, 0, Privileges.ofNobody()));

        // Then
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("may not enter " + closed.toRealPath() + ","), message);
        assertTrue(message.contains("--home or AIFACTORY_HOME"), message);
        assertFalse(Files.exists(directory.resolve("runtime")), "unpacked before the check");
    }

    @Test
    void inAnOpenFolderTheServerRunsAsAnUnprivilegedUser() throws IOException {
        Path directory = temporary.resolve("postgres");

        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(directory, 0, Privileges.ofNobody())) {
            assertEquals(
                    Privileges.NOBODY,
                    Files.getAttribute(Path.of("/proc", String.valueOf(server.pid())), "unix:uid"));
        }
    }

    private static void permit(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    private static String[] with(String[] words, String last) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }
}
