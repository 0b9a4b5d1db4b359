package io.aifactory.factory.daemon;

import io.aifactory.factory.home.Endpoint;
import io.aifactory.factory.home.FactoryHome;
import io.aifactory.factory.home.LiveProcess;
import io.aifactory.factory.home.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The background control plane of one home. */
public final class Daemon {
    private static final Duration START_TIME = Duration.ofMinutes(2);
    private static final Duration STOP_TIME = Duration.ofSeconds(45);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int LOG_LINES = 15;

    private final FactoryHome home;
    private final Path distribution;

    public Daemon(FactoryHome home, Path distribution) {
        this.home = home;
        this.distribution = distribution.toAbsolutePath();
    }

    /** The control plane that runs in this home. */
    public Optional<Endpoint> running() {
        return Endpoint.readLive(home.endpointFile());
    }

    /**
     * Starts one; returns when it answers.
     *
     * @param port HTTP port; empty = the usual one, or a free one
     * @throws DaemonFailure if it does not; the message holds the end of its log
     */
    public Endpoint start(OptionalInt port) {
        try {
            home.create();
            Process process = launch(port);
            long deadline = System.nanoTime() + START_TIME.toNanos();
            while (System.nanoTime() < deadline) {
                Optional<Endpoint> endpoint =
                        running().filter(found -> found.pid() == process.pid());
                if (endpoint.isPresent()) {
                    return endpoint.get();
                }
                if (!process.isAlive()) {
                    throw new DaemonFailure("the factory did not start:\n" + logEnd());
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            process.destroy();
            throw new DaemonFailure(
                    "the factory did not answer within "
                            + START_TIME.toSeconds()
                            + " s:\n"
                            + logEnd());
        } catch (IOException e) {
            throw new DaemonFailure("cannot use " + home.root() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Stops the control plane with its workers, trainers and database; returns when they are gone.
     *
     * @return false if none was running
     * @throws DaemonFailure if it does not stop
     */
    public boolean stop() {
        Optional<ProcessHandle> process = running().flatMap(Endpoint::process);
        if (process.isEmpty()) {
            return false;
        }
        List<ProcessHandle> family = process.get().descendants().toList();
        process.get().destroy();
        if (!awaitEnd(process.get(), STOP_TIME)) {
            process.get().destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            throw new DaemonFailure(
                    "the factory did not stop within "
                            + STOP_TIME.toSeconds()
                            + " s and was killed; the next start recovers its data");
        }
        family.forEach(child -> awaitEnd(child, Duration.ofSeconds(5)));
        return true;
    }

    /**
     * Runs a control plane in the terminal: its output is shown, Ctrl-C ends it.
     *
     * @return its exit status
     */
    public int runInForeground(OptionalInt port) throws InterruptedException {
        try {
            home.create();
            Process process = builder(command(port)).inheritIO().start();
            // This process is told to end alone by an init system, together with the other by a
            // terminal; it goes last in both cases.
            Thread stop = new Thread(() -> stop(process), "stop-control-plane");
            Runtime.getRuntime().addShutdownHook(stop);
            return process.waitFor();
        } catch (IOException e) {
            throw new DaemonFailure("cannot use " + home.root() + ": " + e.getMessage(), e);
        }
    }

    private static void stop(Process process) {
        process.destroy();
        awaitEnd(process.toHandle(), STOP_TIME);
    }

    private Process launch(OptionalInt port) throws IOException {
        return builder(DetachedCommand.of(command(port)))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.controlPlaneLog().toFile()))
                .start();
    }

    private List<String> command(OptionalInt port) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ControlPlaneJvm.flags(application()));
        command.addAll(List.of("-Daifactory.distribution=" + distribution));
        command.addAll(
                List.of("-jar", "quarkus-run.jar", "serve", "--home", home.root().toString()));
        if (port.isPresent()) {
            command.addAll(List.of("--port", Integer.toString(port.getAsInt())));
        }
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(application().toFile());
        builder.environment().put("AIFACTORY_HOME", home.root().toString());
        builder.environment().put("DJL_CACHE_DIR", home.engineCache().toString());
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.environment().put("DJL_OFFLINE", "true");
        return builder;
    }

    private Path application() {
        return distribution.resolve("factory");
    }

    private String logEnd() throws IOException {
        if (!Files.exists(home.controlPlaneLog())) {
            return "(no log)";
        }
        return String.join("\n", LogTail.of(home.controlPlaneLog(), LOG_LINES))
                + "\n(the whole log: "
                + home.controlPlaneLog()
                + ")";
    }

    private static boolean awaitEnd(ProcessHandle process, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!LiveProcess.hasEnded(process) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return LiveProcess.hasEnded(process);
    }
}
