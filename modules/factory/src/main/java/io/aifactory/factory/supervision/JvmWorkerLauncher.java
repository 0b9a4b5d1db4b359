package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.nvidia.VisibleDevices;
import io.aifactory.factory.FactoryConfig;
import io.aifactory.factory.daemon.DetachedCommand;
import io.aifactory.factory.home.EngineJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts workers as JVMs of their own from the distribution's {@code engine} folder. */
final class JvmWorkerLauncher implements WorkerLauncher {
    private static final String SLO = "-Daifactory.inference.slo-";

    private final FactoryConfig config;
    private final Path storage;

    JvmWorkerLauncher(FactoryConfig config, Path storage) {
        this.config = config;
        this.storage = storage;
    }

    @Override
    public WorkerProcess launch(String workerId, ReplicaSpec spec) throws IOException {
        Path engine = config.distribution().resolve("engine").toAbsolutePath();
        if (!Files.exists(engine.resolve("quarkus-run.jar"))) {
            throw new IOException("the distribution has no engine; build it with ./aifactory");
        }
        Path announcement = config.factoryHome().workers().resolve(workerId + ".json");
        Path log = config.factoryHome().workerLog(workerId);
        Files.createDirectories(announcement.getParent());
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(announcement);
        ProcessBuilder builder =
                program(workerId, spec, announcement)
                        .directory(engine.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new JvmWorkerProcess(builder.start(), announcement, log);
    }

    /**
     * The environment is this process' own, so that a libtorch that the user brings ({@code
     * PYTORCH_LIBRARY_PATH}, {@code PYTORCH_VERSION}, {@code PYTORCH_FLAVOR}) is the worker's too.
     */
    ProcessBuilder program(String workerId, ReplicaSpec spec, Path announcement) {
        ProcessBuilder builder =
                new ProcessBuilder(DetachedCommand.of(command(workerId, spec, announcement)));
        EngineJvm.prepare(builder, config.factoryHome());
        spec.device()
                .ifPresent(device ->
                        builder.environment().put(VisibleDevices.VARIABLE, visible(device)));
        return builder;
    }

    private static String visible(WorkerDevice device) {
        return switch (device) {
            case WorkerDevice.Processor _ -> "";
            case WorkerDevice.Cuda cuda -> cuda.selector();
        };
    }

    /** As the worker, which sees nothing else, has to call it. */
    private static String inside(WorkerDevice device) {
        return switch (device) {
            case WorkerDevice.Processor _ -> "cpu";
            case WorkerDevice.Cuda _ -> "cuda:0";
        };
    }

    private List<String> command(String workerId, ReplicaSpec spec, Path announcement) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + config.worker().heap(),
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.graph_optimizer=false"));
        command.addAll(
                List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.port=0",
                        "-Daifactory.storage.root=" + storage.toAbsolutePath(),
                        "-Daifactory.inference.worker-id=" + workerId,
                        "-Daifactory.inference.slots=" + spec.slots(),
                        "-Daifactory.inference.drain-limit=" + config.worker().drainLimit(),
                        "-Daifactory.inference.announce-file=" + announcement.toAbsolutePath(),
                        "-Daifactory.inference.parent-pid=" + ProcessHandle.current().pid()));
        spec.precision()
                .ifPresent(precision ->
                        command.add("-Daifactory.inference.precision=" + precision.key()));
        spec.slo().ifPresent(slo -> command.addAll(options(slo)));
        spec.device()
                .ifPresent(device -> command.add("-Daifactory.inference.device=" + inside(device)));
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return command;
    }

    /** As the worker's configuration reads them. */
    static List<String> options(Slo slo) {
        var options = new ArrayList<String>();
        slo.ttft().ifPresent(most -> options.add(SLO + "ttft=" + most.toMillis() + "ms"));
        slo.itl().ifPresent(most -> options.add(SLO + "itl=" + most.toMillis() + "ms"));
        options.add(SLO + "sequences=" + slo.sequences());
        options.add(SLO + "prompt-tokens=" + slo.promptTokens());
        return options;
    }
}
