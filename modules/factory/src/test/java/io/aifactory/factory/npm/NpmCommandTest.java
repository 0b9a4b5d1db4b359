package io.aifactory.factory.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NpmCommandTest {
    private static final NpmPackage WANTED =
            new NpmPackage("@scope/name", "1.2.3", 1000, Digest.of(new byte[0]));

    @TempDir private Path folder;

    @Test
    void thePackageIsPackedIntoAFolderOfItsOwnWithACacheOfItsOwn() throws IOException {
        // Given
        String npm =
                StubNpm.saying(
                        folder, "echo \"$@\" > arguments; pwd > where; echo archive > n-1.2.3.tgz");

        try (WorkFolder work = WorkFolder.openIn(folder.resolve("work"))) {
            // When
            Path target = work.path().resolve("npm");
            Path archive = new NpmCommand(npm).pack(WANTED, target, work, Watch.none());

            // Then
            assertEquals(target.resolve("n-1.2.3.tgz"), archive);
            List<String> arguments =
                    List.of(Files.readString(target.resolve("arguments")).strip().split(" ", -1));
            assertEquals(List.of("pack", "@scope/name@1.2.3"), arguments.subList(0, 2));
            assertTrue(arguments.contains("--cache=" + target.resolve("cache")));
            assertTrue(arguments.contains("--ignore-scripts"));
        }
    }

    @Test
    void whatNpmSaysOfAVanishedPackageIsPassedOn() throws IOException {
        NpmFailure failure =
                failureOf(
                        StubNpm.saying(
                                folder,
                                "echo 'npm error code E404' >&2; echo 'npm error 404 gone' >&2; exit"
                                        + " 1"));

        assertEquals(
                Messages.text("npm.absent", "@scope/name@1.2.3", "code E404; 404 gone"),
                failure.getMessage());
    }

    @Test
    void aMissingNpmIsNamedWithWhatToInstall() throws IOException {
        NpmFailure failure = failureOf(folder.resolve("none").toString());

        assertEquals(Messages.text("npm.missing", "@scope/name@1.2.3"), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains("apt-get install npm"));
    }

    @Test
    void anNpmThatLeavesNoArchiveHasFailed() throws IOException {
        NpmFailure failure = failureOf(StubNpm.saying(folder, "exit 0"));

        assertEquals(
                Messages.text("npm.failed", "@scope/name@1.2.3", Messages.text("npm.silent")),
                failure.getMessage());
    }

    @Test
    void somethingMuchLargerIsNotFetchedToItsEnd() throws IOException {
        NpmFailure failure =
                failureOf(
                        StubNpm.saying(
                                folder,
                                "head -c 2000000 /dev/zero > large; exec tail -f /dev/null"));

        assertEquals(Messages.text("npm.tooLarge", "@scope/name@1.2.3"), failure.getMessage());
    }

    @Test
    void bytesOnDiskAreTheProgressAndCancellingEndsNpmAndWhatItStarted() throws IOException {
        // Given an npm that never ends
        String npm =
                StubNpm.saying(
                        folder,
                        "tail -f /dev/null & echo $! > child; head -c 400 /dev/zero > part; wait");
        WorkFolder work = WorkFolder.openIn(folder.resolve("work"));
        Path target = work.path().resolve("npm");
        var seen = new long[1];
        var child = new long[1];

        // When
        try (work) {
            assertThrows(
                    CancellationException.class,
                    () ->
                            new NpmCommand(npm)
                                    .pack(
                                            WANTED,
                                            target,
                                            work,
                                            (done, total) -> {
                                                assertEquals(1000, total);
                                                if (done == 400) {
                                                    seen[0] = done;
                                                    child[0] = childOf(target);
                                                    work.cancel();
                                                }
                                            }));
        }

        // Then
        assertEquals(400, seen[0]);
        assertFalse(
                ProcessHandle.of(child[0])
                        .filter(ProcessHandle::isAlive)
                        .filter(handle -> handle.info().command().isPresent())
                        .isPresent());
        assertFalse(Files.exists(work.path()));
    }

    private static long childOf(Path target) {
        try {
            return Long.parseLong(Files.readString(target.resolve("child")).strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private NpmFailure failureOf(String npm) throws IOException {
        try (WorkFolder work = WorkFolder.openIn(folder.resolve("work"))) {
            return assertThrows(
                    NpmFailure.class,
                    () ->
                            new NpmCommand(npm)
                                    .pack(WANTED, work.path().resolve("npm"), work, Watch.none()));
        }
    }
}
