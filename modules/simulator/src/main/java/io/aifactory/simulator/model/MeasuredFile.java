package io.aifactory.simulator.model;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.WorkerEnergy;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A worker model in a file of properties. {@code stepNanos} is required; other parts of {@link
 * StepTime} and of {@link WorkerEnergy} are 0 if they are not there, and {@code kvBlocks} (1400),
 * {@code blockTokens} (512), {@code tokenBudget} (2048), {@code maxSequences} (256) and {@code
 * devices} (1) have defaults.
 */
final class MeasuredFile {
    private static final long LARGEST = 1_048_576;
    private static final Map<String, Double> DEFAULTS = defaults();

    private final Path file;
    private final Map<String, Double> values;

    private MeasuredFile(Path file, Map<String, Double> values) {
        this.file = file;
        this.values = values;
    }

    static WorkerModel read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException(
                    file
                            + ": a worker model is a few lines of name=number, not "
                            + Files.size(file)
                            + " bytes");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(DEFAULTS.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: unknown %s; known: %s"
                            .formatted(file, unknown, new TreeSet<>(DEFAULTS.keySet())));
        }
        Map<String, Double> values = new HashMap<>(DEFAULTS);
        for (String name : properties.stringPropertyNames()) {
            values.put(name, number(file, name, properties.getProperty(name)));
        }
        return new MeasuredFile(file, values).model();
    }

    private WorkerModel model() {
        try {
            return new WorkerModel(
                    String.valueOf(file.getFileName()),
                    new Measured(
                            new StepTime(
                                    get("stepNanos"),
                                    get("decodeNanos"),
                                    get("prefillNanos"),
                                    get("kvTokenNanos"),
                                    get("pairNanos"),
                                    get("chunkNanos"))),
                    new WorkerEnergy(
                            new EnergyLaw(
                                    get("stepJoules"), get("decodeJoules"), get("prefillJoules")),
                            get("idleWatts")),
                    (int) get("kvBlocks"),
                    (int) get("blockTokens"),
                    (int) get("tokenBudget"),
                    (int) get("maxSequences"),
                    (int) get("devices"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private double get(String name) {
        return java.util.Objects.requireNonNull(values.get(name));
    }

    private static double number(Path file, String name, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= 0 && value <= 1e15) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as numbers out of range are.
        }
        throw new IllegalArgumentException(
                "%s: %s must be a number from 0, not '%s'"
                        .formatted(file, name, text.length() > 40 ? text.substring(0, 40) : text));
    }

    private static Map<String, Double> defaults() {
        Map<String, Double> defaults = new HashMap<>();
        for (String name :
                Set.of(
                        "stepNanos",
                        "decodeNanos",
                        "prefillNanos",
                        "kvTokenNanos",
                        "pairNanos",
                        "chunkNanos",
                        "stepJoules",
                        "decodeJoules",
                        "prefillJoules",
                        "idleWatts")) {
            defaults.put(name, 0.0);
        }
        defaults.put("kvBlocks", 1_400.0);
        defaults.put("blockTokens", 512.0);
        defaults.put("tokenBudget", 2_048.0);
        defaults.put("maxSequences", 256.0);
        defaults.put("devices", 1.0);
        return Map.copyOf(defaults);
    }
}
