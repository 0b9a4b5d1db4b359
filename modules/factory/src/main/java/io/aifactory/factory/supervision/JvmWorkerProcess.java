package io.aifactory.factory.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A worker JVM; it announces its port in a file that appears whole. */
final class JvmWorkerProcess implements WorkerProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIGNAL_BASE = 128;

    /**
     * {@code EX_DATAERR} of {@code sysexits.h}: what a worker ends with that cannot use its model.
     */
    private static final int MODEL_UNUSABLE = 65;

    private final Process process;
    private final Path announcement;
    private final Path log;

    JvmWorkerProcess(Process process, Path announcement, Path log) {
        this.process = process;
        this.announcement = announcement;
        this.log = log;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public OptionalInt port() {
        if (!Files.exists(announcement)) {
            return OptionalInt.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(announcement));
            int port = json.path("grpcPort").asInt();
            return port > 0 ? OptionalInt.of(port) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public boolean gaveUp() {
        return !process.isAlive() && process.exitValue() == MODEL_UNUSABLE;
    }

    @Override
    public String epitaph() {
        if (process.isAlive()) {
            return "it still runs";
        }
        int status = process.exitValue();
        String how =
                status > SIGNAL_BASE
                        ? "it was ended by signal " + (status - SIGNAL_BASE)
                        : "it ended with status " + status;
        return how + "; log: " + log.getFileName();
    }

    @Override
    public void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    @Override
    public void stop(Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(announcement);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot remove the worker's announcement", e);
        }
    }
}
