package io.aifactory.factory.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.console.Messages;
import java.util.Locale;

/** What the engine's benchmark found, as lines for people; a pure function of each finding. */
public final class EngineTable {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double GIGA = 1e9;

    private EngineTable() {}

    /** What stands over the columns of {@link #line}. */
    public static String heading() {
        return Messages.text("bench.heading");
    }

    /**
     * @param found one object with one field, as {@code EngineBenchMain} prints it
     */
    public static String line(JsonNode found) {
        if (found.has("limits")) {
            return limits(found.path("limits"));
        }
        if (found.has("figure")) {
            return figure(found.path("figure"));
        }
        if (found.has("calibration")) {
            JsonNode calibration = found.path("calibration");
            return Messages.text(
                    "bench.calibration",
                    calibration.path("precision").asText(),
                    calibration.path("threads").asInt(),
                    calibration.path("error").asDouble());
        }
        if (found.has("choice")) {
            return choice(found.path("choice"));
        }
        if (found.has("chosen")) {
            JsonNode chosen = found.path("chosen");
            return Messages.text(
                    chosen.path("meets").asBoolean() ? "bench.chosen" : "bench.shortfall",
                    chosen.path("precision").asText());
        }
        if (found.has("skipped")) {
            return Messages.text("bench.skipped", found.path("skipped").asText());
        }
        return Messages.text("bench.failed", found.path("failed").asText());
    }

    private static String limits(JsonNode limits) {
        StringBuilder operations = new StringBuilder();
        limits.path("operations")
                .properties()
                .forEach(entry ->
                        operations.append(
                                String.format(
                                        Locale.ROOT,
                                        ", %s %.0f",
                                        entry.getKey(),
                                        entry.getValue().asDouble() / GIGA)));
        return Messages.text(
                "bench.limits",
                limits.path("readBytes").asDouble() / GIGA,
                operations.length() == 0 ? "" : operations.substring(2));
    }

    private static String choice(JsonNode choice) {
        return Messages.text(
                "bench.choice",
                choice.path("precision").asText(),
                choice.path("itlNanos").asDouble() / NANOS_PER_MILLI,
                choice.path("ttftNanos").asDouble() / NANOS_PER_MILLI,
                choice.path("chunkTokens").asInt(),
                choice.path("sequences").asInt(),
                choice.path("draftShare").asDouble(),
                choice.path("meets").asBoolean() ? 1 : 0);
    }

    private static String figure(JsonNode figure) {
        int sequences = figure.path("sequences").asInt();
        int tokens = figure.path("tokens").asInt();
        double median = figure.path("medianNanos").asDouble();
        String what =
                tokens == sequences
                        ? Messages.text("bench.decode", sequences)
                        : Messages.text("bench.prefill", tokens);
        double floor = figure.path("floorNanos").asDouble();
        double expected = figure.path("expectedNanos").asDouble();
        return String.format(
                Locale.ROOT,
                "  %-5s %-22s %9.2f %9.2f %10.0f %8.0f %% %+9.0f %%",
                figure.path("precision").asText(),
                what,
                median / NANOS_PER_MILLI,
                figure.path("smallestNanos").asDouble() / NANOS_PER_MILLI,
                tokens * NANOS_PER_SECOND / median,
                100 * floor / median,
                100 * (expected / median - 1));
    }
}
