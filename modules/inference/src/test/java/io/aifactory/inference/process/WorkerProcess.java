package io.aifactory.inference.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.inference.testing.WorkerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged worker as a process of its own. */
final class WorkerProcess implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final Process process;
    private final Path log;
    private final Path announcement;

    private WorkerProcess(Process process, Path log, Path announcement) {
        this.process = process;
        this.log = log;
        this.announcement = announcement;
    }

    /**
     * @param folder for its log and its announcement
     * @param settings configuration as environment variables
     */
    static WorkerProcess start(Path folder, Map<String, String> settings) throws IOException {
        Path log = folder.resolve("worker.log");
        Path announcement = folder.resolve("worker.json");
        Path application =
                Path.of(System.getProperty("aifactory.root"))
                        .resolve("modules/inference/target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        "-Xmx256m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-jar",
                                        application.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_HTTP_PORT", "0",
                                "QUARKUS_MANAGEMENT_PORT", "0",
                                "AIFACTORY_INFERENCE_THREADS", "1",
                                "AIFACTORY_INFERENCE_ANNOUNCE_FILE", announcement.toString()));
        builder.environment().putAll(settings);
        return new WorkerProcess(builder.start(), log, announcement);
    }

    /** What it says of itself once it is ready. */
    JsonNode announcement() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(announcement)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IllegalStateException("the worker did not start:\n" + log());
            }
        }
        return new ObjectMapper().readTree(announcement.toFile());
    }

    WorkerClient client() throws IOException, InterruptedException {
        return new WorkerClient(announcement().get("grpcPort").asInt());
    }

    /** As an operator's {@code kill}. */
    void terminate() {
        process.destroy();
    }

    int exitStatus() throws IOException, InterruptedException {
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the worker does not end:\n" + log());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
