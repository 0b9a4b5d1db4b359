package io.aifactory.factory.work;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    /** No process has it: numbers end at 4,194,304. */
    private static final String DEAD = "999999999-1700000000000-";

    @TempDir private Path parent;

    @Test
    void itIsPrivateAndGoneWithAllItHoldsWhenItIsClosed() throws IOException {
        WorkFolder work = WorkFolder.openIn(parent.resolve("a/b"));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(work.path())));
        Files.createDirectories(work.path().resolve("x/y"));
        Files.writeString(work.path().resolve("x/y/z"), "z");

        work.close();

        assertFalse(Files.exists(work.path()));
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndALiveOnesFolderStays() throws IOException {
        // Given
        Path dead = Files.createDirectories(parent.resolve(DEAD + "7/deep")).getParent();
        Path foreign = Files.createDirectory(parent.resolve("keep-me"));

        try (WorkFolder first = WorkFolder.openIn(parent);
                // When
                WorkFolder second = WorkFolder.openIn(parent)) {
            // Then
            assertFalse(Files.exists(dead));
            assertTrue(Files.exists(foreign));
            assertTrue(Files.exists(first.path()));
            assertTrue(Files.exists(second.path()));
        }
    }

    @Test
    void cancellingEndsTheAdoptedProcessAndIsSeenByTheWork() throws IOException {
        try (WorkFolder work = WorkFolder.openIn(parent)) {
            assertDoesNotThrow(work::requireGoingOn);
            Process endless = new ProcessBuilder("tail", "-f", "/dev/null").start();
            work.adopt(endless);

            work.cancel();

            assertFalse(endless.isAlive());
            assertThrows(CancellationException.class, work::requireGoingOn);
        }
    }

    @Test
    void aProcessAdoptedTooLateEndsAtOnce() throws IOException {
        try (WorkFolder work = WorkFolder.openIn(parent)) {
            work.cancel();
            Process endless = new ProcessBuilder("tail", "-f", "/dev/null").start();

            work.adopt(endless);

            assertFalse(endless.isAlive());
        }
    }
}
