package io.aifactory.factory.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class EndpointTest {
    @TempDir private Path folder;

    @Test
    void isFoundWhileItsProcessLives() throws IOException {
        Endpoint endpoint = Endpoint.ofThisProcess(8080, 9000);
        Path file = folder.resolve("endpoint.json");

        endpoint.write(file);

        assertEquals(Optional.of(endpoint), Endpoint.readLive(file));
    }

    @Test
    void isNotFoundWhenAnotherProcessHasItsIdNow() throws IOException {
        Endpoint mine = Endpoint.ofThisProcess(8080, 9000);
        Path file = folder.resolve("endpoint.json");

        new Endpoint(mine.pid(), mine.startedAtMillis() - 1_000, 8080, 9000).write(file);

        assertTrue(Endpoint.readLive(file).isEmpty());
    }

    @Test
    void isNotFoundWhenItsProcessIsKilledAndNobodyHasNoticed() throws Exception {
        // Given a process whose parent never asks how it ended
        Process parent =
                new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try {
            ProcessHandle orphan =
                    ProcessHandle.of(Long.parseLong(parent.inputReader().readLine())).orElseThrow();
            Path file = folder.resolve("endpoint.json");
            new Endpoint(orphan.pid(), LiveProcess.startOf(orphan), 8080, 9000).write(file);
            assertTrue(Endpoint.readLive(file).isPresent());

            // When
            orphan.destroyForcibly();

            // Then
            while (Endpoint.readLive(file).isPresent()) {
                Thread.onSpinWait();
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aDamagedFileIsNoEndpoint() throws IOException {
        Path file = folder.resolve("endpoint.json");
        Files.writeString(file, "{\"pid\":");

        assertTrue(Endpoint.readLive(file).isEmpty());
    }

    @Test
    void aPortInUseIsNotFree() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(Ports.isFree(taken.getLocalPort()));
        }
    }
}
