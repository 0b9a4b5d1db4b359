package io.aifactory.ingestion.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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
    void whatAnEarlierProcessWithTheSameNumberLeftIsRemoved() throws IOException {
        // Given, as in a container, where every start has the same process id
        Path left =
                Files.createDirectories(
                        root.resolve("job-of-" + ProcessHandle.current().pid() + "-1"));
        Files.setLastModifiedTime(left, FileTime.fromMillis(0));

        // When
        WorkFolder.removeLeftovers(root);

        // Then
        assertFalse(Files.exists(left));
    }

    @Test
    void onlyTheOwnerMayLookIntoTheFolders() throws IOException {
        Path parent = root.resolve("home/ingestion");

        try (WorkFolder folder = WorkFolder.createIn(parent)) {
            assertEquals("rwx------", permissions(parent));
            assertEquals("rwx------", permissions(folder.path()));
        }
    }

    @Test
    void thePathHoldsForProgramsWithAnotherWorkingDirectory() {
        try (WorkFolder folder = WorkFolder.createIn(Path.of("target/work-of-a-test"))) {
            assertTrue(folder.path().isAbsolute());
        }
    }

    private static String permissions(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
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
