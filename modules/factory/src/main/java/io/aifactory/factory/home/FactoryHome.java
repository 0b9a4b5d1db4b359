package io.aifactory.factory.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The state directory of one factory.
 *
 * @param root absolute; by default {@code .aifactory} in the checkout
 */
public record FactoryHome(Path root) {
    static final String WORKER_LOG = "worker-";

    public FactoryHome {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes what is missing, so that every path below can be used. */
    public FactoryHome create() throws IOException {
        for (Path directory : new Path[] {run(), logs(), workers(), training(), reports()}) {
            Files.createDirectories(directory);
        }
        return this;
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path storage() {
        return root.resolve("storage");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** Says on which ports the running control plane answers; absent while none runs. */
    public Path endpointFile() {
        return run().resolve("endpoint.json");
    }

    /** Held while a control plane uses this directory. */
    public Path lockFile() {
        return run().resolve("lock");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path controlPlaneLog() {
        return logs().resolve("factory.log");
    }

    /** Appended to by each process that runs this worker. */
    public Path workerLog(String workerId) {
        return logs().resolve(WORKER_LOG + workerId + ".log");
    }

    public Path workers() {
        return root.resolve("workers");
    }

    /** Made when it is first used, for its owner alone. */
    public Path ingestion() {
        return root.resolve("ingestion");
    }

    public Path training() {
        return root.resolve("training");
    }

    /** Files that models were pulled from; may be removed while no pull runs. */
    public Path pulled() {
        return root.resolve("pulled");
    }

    public Path reports() {
        return root.resolve("reports");
    }

    /** Where the engine's native libraries are unpacked once; DJL_CACHE_DIR moves it. */
    public Path engineCache() {
        String chosen = System.getenv("DJL_CACHE_DIR");
        return chosen == null || chosen.isBlank() ? root.resolve("djl-cache") : Path.of(chosen);
    }
}
