package io.aifactory.factory.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.home.FactoryHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the engine's benchmark as a child process. */
public final class EngineProgram {
    private static final String PROGRAM = "io.aifactory.inference.bench.EngineBenchMain";

    private static final String FAILED = "failed";

    private final FactoryHome home;
    private final Path engine;

    public EngineProgram(FactoryHome home, Path distribution) {
        this.home = home;
        this.engine = distribution.toAbsolutePath().resolve("engine");
    }

    /**
     * @param manifest digest of a registered model's manifest
     * @param threads of one operation
     * @param precisions names, separated by commas
     * @param sequences numbers, separated by commas
     * @param found told of every line of the program's that is JSON; others are libraries' chatter,
     *     but for the last one of a program that failed without a word
     * @return the program's exit status
     * @throws IOException if it cannot be started
     */
    public int run(
            String manifest,
            int threads,
            String precisions,
            String sequences,
            Consumer<JsonNode> found)
            throws IOException, InterruptedException {
        if (!Files.exists(engine.resolve("quarkus-run.jar"))) {
            throw new IOException("the distribution has no engine; build it with ./aifactory");
        }
        String classPath =
                Stream.of("app", "lib/main", "lib/boot")
                        .map(folder -> engine.resolve(folder) + "/*")
                        .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dai.djl.offline=true",
                        "-cp",
                        classPath,
                        PROGRAM,
                        home.storage().toAbsolutePath().toString(),
                        manifest,
                        Integer.toString(threads),
                        precisions,
                        sequences);
        builder.environment().put("DJL_CACHE_DIR", home.engineCache().toString());
        builder.environment().put("DJL_OFFLINE", "true");
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean explained = false;
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    JsonNode finding = parsed(line);
                    explained |= finding.has(FAILED);
                    found.accept(finding);
                } else {
                    last = line;
                }
            }
            int status = process.waitFor();
            if (status != 0 && !explained) {
                found.accept(FactoryClient.JSON.createObjectNode().put(FAILED, last));
            }
            return status;
        } finally {
            process.destroy();
        }
    }

    private static JsonNode parsed(String line) throws IOException {
        try {
            return FactoryClient.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("the engine's benchmark printed: " + line, e);
        }
    }
}
