package io.aifactory.factory.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.home.EngineJvm;
import io.aifactory.factory.home.FactoryHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs one of the engine's measuring programs as a child process. */
public final class EngineProgram {
    /** Measures the steps of a model. */
    public static final String STEPS = "io.aifactory.inference.bench.EngineBenchMain";

    /** Measures what precisions make of a text. */
    public static final String QUALITY = "io.aifactory.inference.quality.QualityMain";

    private static final String FAILED = "failed";

    private final FactoryHome home;
    private final Path distribution;
    private final String program;

    /**
     * @param distribution folder with {@code engine/}
     * @param program its main class
     */
    public EngineProgram(FactoryHome home, Path distribution, String program) {
        this.home = home;
        this.distribution = distribution;
        this.program = program;
    }

    /**
     * @param found told of every line of the program's that is JSON; others are libraries' chatter,
     *     but for the last one of a program that failed without a word
     * @param arguments of the program after the first, which is the root of the storage
     * @return the program's exit status
     * @throws IOException if it cannot be started
     */
    public int run(Consumer<JsonNode> found, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(home.storage().toAbsolutePath().toString()));
        all.addAll(List.of(arguments));
        ProcessBuilder builder =
                EngineJvm.program(home, distribution, "512m", program, all.toArray(String[]::new))
                        .orElseThrow(() ->
                                new IOException(
                                        "the distribution has no engine; build it with"
                                                + " ./aifactory"));
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
            throw new IOException("the engine's program printed: " + line, e);
        }
    }
}
