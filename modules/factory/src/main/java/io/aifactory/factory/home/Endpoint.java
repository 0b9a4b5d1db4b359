package io.aifactory.factory.home;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running control plane answers.
 *
 * @param pid its process
 * @param startedAtMillis start of that process, so that a reused process id is not taken for it
 * @param port HTTP and gRPC, on loopback unless configured otherwise
 * @param managementPort health and metrics, always on loopback
 */
public record Endpoint(long pid, long startedAtMillis, int port, int managementPort) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of this process. */
    public static Endpoint ofThisProcess(int port, int managementPort) {
        ProcessHandle self = ProcessHandle.current();
        return new Endpoint(self.pid(), LiveProcess.startOf(self), port, managementPort);
    }

    /** Appears whole or not at all. */
    public void write(Path file) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), "endpoint", ".tmp");
        Files.write(temporary, JSON.writeValueAsBytes(this));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The control plane that wrote this file, if it is still alive. */
    public static Optional<Endpoint> readLive(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Endpoint endpoint = JSON.readValue(Files.readAllBytes(file), Endpoint.class);
            return endpoint.process().isPresent() ? Optional.of(endpoint) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The process, unless it has ended. */
    public Optional<ProcessHandle> process() {
        return LiveProcess.find(pid, startedAtMillis);
    }

    @JsonIgnore
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @JsonIgnore
    public URI managementUri() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }
}
