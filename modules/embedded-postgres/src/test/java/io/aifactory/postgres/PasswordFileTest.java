package io.aifactory.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    @TempDir Path root;

    @Test
    void thePasswordIsChosenOnceAndStaysAlone() throws IOException {
        String first = PasswordFile.read(root, false);
        String second = PasswordFile.read(root, true);

        assertEquals(24, first.length());
        assertEquals(first, second);
        try (Stream<Path> files = Files.list(root)) {
            assertEquals(List.of(PasswordFile.under(root)), files.toList());
        }
    }

    @Test
    void whatAKillLeftBeforeTheDatabaseWasMadeIsReplaced() throws IOException {
        // Given an empty file, and one that was never renamed
        Files.createFile(PasswordFile.under(root));
        Files.writeString(root.resolve("password.new"), "half");

        // When
        String password = PasswordFile.read(root, false);

        // Then
        assertEquals(24, password.length());
        assertEquals(password, Files.readString(PasswordFile.under(root)));
        assertFalse(Files.exists(root.resolve("password.new")));
    }

    @Test
    void theLostPasswordOfADatabaseIsNotReplaced() throws IOException {
        Files.createFile(PasswordFile.under(root));

        PostgresException lost =
                assertThrows(PostgresException.class, () -> PasswordFile.read(root, true));

        assertTrue(String.valueOf(lost.getMessage()).contains("is missing or empty"));
        assertEquals(0, Files.size(PasswordFile.under(root)));
    }
}
