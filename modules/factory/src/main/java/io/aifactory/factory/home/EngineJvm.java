package io.aifactory.factory.home;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a program of the engine's distribution is started as a child process: libtorch needs one. */
public final class EngineJvm {
    private EngineJvm() {}

    /**
     * @param distribution folder with {@code engine/}
     * @param heap as {@code -Xmx} takes it
     * @param program its main class
     * @return empty if the distribution has no engine
     */
    public static Optional<ProcessBuilder> program(
            FactoryHome home, Path distribution, String heap, String program, String... arguments) {
        Path engine = distribution.toAbsolutePath().resolve("engine");
        if (!Files.exists(engine.resolve("quarkus-run.jar"))) {
            return Optional.empty();
        }
        String classPath =
                Stream.of("app", "lib/main", "lib/boot")
                        .map(folder -> engine.resolve(folder) + "/*")
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-Dai.djl.offline=true",
                                "-cp",
                                classPath,
                                program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        prepare(builder, home);
        return Optional.of(builder);
    }

    /** Where libtorch finds its unpacked natives, and that it asks nobody for anything. */
    public static void prepare(ProcessBuilder builder, FactoryHome home) {
        builder.environment().put("DJL_CACHE_DIR", home.engineCache().toString());
        builder.environment().put("DJL_OFFLINE", "true");
        builder.environment().put("OPT_OUT_TRACKING", "true");
    }
}
