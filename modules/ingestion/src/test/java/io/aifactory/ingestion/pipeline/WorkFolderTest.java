package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    private static final long NO_PROCESS = 999_999_999_999L;

    @TempDir Path root;

    @Test
    void onlyWhatDeadProcessesLeftIsRemoved() throws IOException {
        // Given
        Path dead = Files.createDirectories(root.resolve("job-of-" + NO_PROCESS + "-1/sub"));
        Files.writeString(dead.resolve("documents"), "x");
        Path foreign = Files.createDirectories(root.resolve("something-else"));
        try (WorkFolder own = WorkFolder.createIn(root)) {
            // When
            WorkFolder.removeLeftovers(root);

            // Then
            assertFalse(Files.exists(dead.getParent()));
            assertTrue(Files.exists(foreign));
            assertTrue(Files.exists(own.path()));
        }
    }

    @Test
    void closingRemovesTheFolderWithAllItHolds() throws IOException {
        WorkFolder folder = WorkFolder.createIn(root.resolve("new"));
        Files.createDirectories(folder.path().resolve("a/b"));
        Files.writeString(folder.path().resolve("a/b/c"), "x");

        folder.close();

        assertFalse(Files.exists(folder.path()));
    }
}
