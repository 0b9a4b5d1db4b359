package io.aifactory.ingestion.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the place of Maven. */
@DisabledOnOs(OS.WINDOWS)
class MavenCommandTest {
    private static final MavenCoordinate COORDINATE = MavenCoordinate.parse("g:a:1:jar:sources");

    @TempDir Path root;

    @Test
    void theNetworkIsAskedOnlyWhenTheLocalRepositoryLacksTheArtifact() throws IOException {
        // Given: fails offline, and online puts the file where it is told to
        String maven =
                script(
                        """
                        echo "$@" >> "%s/calls"
                        case "$*" in *" -o "*) echo "[ERROR] offline"; exit 1;; esac
                        for a in "$@"; do case "$a" in -DoutputDirectory=*) d="${a#*=}";; esac; done
                        echo jar > "$d/a-1-sources.jar"
                        """
                                .formatted(root));

        // When
        Path file = new MavenCommand(maven, Duration.ofSeconds(30)).resolve(COORDINATE, work());

        // Then
        assertEquals("jar\n", Files.readString(file));
        String calls = Files.readString(root.resolve("calls"));
        assertEquals(2, calls.lines().count());
        assertTrue(calls.contains("-Dartifact=g:a:1:jar:sources"));
    }

    @Test
    void whatMavenSaysIsPassedOn() throws IOException {
        String maven =
                script("echo '[INFO] x'; echo '[ERROR] Could not find artifact g:a'; exit 1");

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () ->
                                new MavenCommand(maven, Duration.ofSeconds(30))
                                        .resolve(COORDINATE, work()));

        assertEquals(ErrorCode.SOURCE_UNREADABLE, refused.code());
        assertEquals(
                "The Maven artifact g:a:1:sources is not available: Maven could not get it. It"
                        + " said: Could not find artifact g:a",
                refused.message());
    }

    @Test
    void aMissingMavenIsSaid() {
        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () ->
                                new MavenCommand("no-such-maven", Duration.ofSeconds(30))
                                        .resolve(COORDINATE, work()));

        assertTrue(
                refused.message()
                        .endsWith(
                                "'no-such-maven' cannot be run; install Maven or set"
                                        + " aifactory.ingestion.maven."));
    }

    @Test
    void aHangingMavenIsEnded() throws IOException {
        String maven = script("exec tail -f /dev/null");

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () ->
                                new MavenCommand(maven, Duration.ofMillis(100))
                                        .resolve(COORDINATE, work()));

        assertTrue(refused.message().contains("did not finish within"));
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        String maven = script("exec tail -f /dev/null");
        Thread.currentThread().interrupt();

        assertThrows(
                CancellationException.class,
                () -> new MavenCommand(maven, Duration.ofMinutes(5)).resolve(COORDINATE, work()));

        assertTrue(Thread.interrupted());
    }

    private Path work() throws IOException {
        return Files.createDirectories(root.resolve("work"));
    }

    private String script(String body) throws IOException {
        Path script = Files.writeString(root.resolve("maven"), "#!/bin/sh\n" + body + "\n");
        assertTrue(script.toFile().setExecutable(true));
        return script.toString();
    }
}
