package io.aifactory.factory.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration is made of.
 *
 * @param name of dataset, run, model and deployment
 * @param sources where the text comes from, as the ingestion API takes it
 * @param vocabulary token ids of the new tokenizer
 * @param training fields of the training request that differ from the factory's defaults
 * @param levels concurrent clients, each measured in turn
 * @param window time that is measured at each level
 * @param answerTokens each measured request asks for
 */
public record DemoSettings(
        String name,
        List<String> sources,
        int vocabulary,
        Map<String, Object> training,
        List<Integer> levels,
        Duration window,
        int answerTokens) {
    /** The corpus that is used when the user brings none: Europarl in English and Spanish. */
    public static final String DEFAULT_CORPUS = "europarl-en-es";

    private static final int VOCABULARY = 4_096;
    private static final int QUICK_VOCABULARY = 512;
    private static final int ANSWER_TOKENS = 64;
    private static final int QUICK_ANSWER_TOKENS = 16;
    private static final int NAME_LENGTH = 60;

    public DemoSettings {
        sources = List.copyOf(sources);
        training = Map.copyOf(training);
        levels = List.copyOf(levels);
    }

    /**
     * The full job: figures that mean something.
     *
     * @param source null = the default corpus
     */
    public static DemoSettings full(@Nullable String source) {
        String uri = source == null ? DEFAULT_CORPUS : source;
        return new DemoSettings(
                nameOf(uri),
                List.of(uri),
                VOCABULARY,
                Map.of(),
                List.of(1, 2, 4, 8, 16, 32),
                Duration.ofSeconds(8),
                ANSWER_TOKENS);
    }

    /**
     * A tiny model and a short sweep: shows within seconds that everything works together.
     *
     * @param source null = the default corpus
     */
    public static DemoSettings quick(@Nullable String source) {
        String uri = source == null ? DEFAULT_CORPUS : source;
        Map<String, Object> shape =
                Map.of(
                        "hidden", 64,
                        "intermediate", 128,
                        "layers", 2,
                        "heads", 4,
                        "keyValueHeads", 2,
                        "contextTokens", 64);
        return new DemoSettings(
                nameOf(uri) + "-quick",
                List.of(uri),
                QUICK_VOCABULARY,
                Map.of(
                        "model", shape,
                        "steps", 40,
                        "batchRows", 8,
                        "warmupSteps", 5,
                        "evaluateEvery", 20,
                        "checkpointEvery", 20),
                List.of(1, 2, 4),
                Duration.ofSeconds(1),
                QUICK_ANSWER_TOKENS);
    }

    /** A model name made from the last part of a path, or the artifact of a Maven coordinate. */
    static String nameOf(String uri) {
        String last = uri;
        if (uri.startsWith("maven:")) {
            int entry = uri.indexOf('!');
            List<String> parts =
                    List.of((entry < 0 ? uri : uri.substring(0, entry)).split(":", -1));
            last = parts.size() > 2 ? parts.get(2) : uri;
        } else {
            String trimmed = uri.replaceAll("[/\\\\]+$", "");
            last =
                    trimmed.substring(
                            Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
        }
        String allowed =
                last.toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9._-]+", "-")
                        .replaceAll("^[^a-z0-9]+", "")
                        .replaceAll("[^a-z0-9]+$", "");
        String name = allowed.length() > NAME_LENGTH ? allowed.substring(0, NAME_LENGTH) : allowed;
        return name.isEmpty() ? "corpus" : name;
    }
}
