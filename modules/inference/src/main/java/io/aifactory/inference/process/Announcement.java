package io.aifactory.inference.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a worker can be reached, for the process that started it.
 *
 * @param pid of the worker
 * @param grpcPort port of the service
 * @param managementPort port of health and metrics
 */
record Announcement(long pid, int grpcPort, int managementPort) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The file appears whole or not at all; an older one is replaced. */
    void writeTo(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + "." + pid + ".tmp");
        Files.write(temporary, JSON.writeValueAsBytes(this));
        Files.move(
                temporary,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
