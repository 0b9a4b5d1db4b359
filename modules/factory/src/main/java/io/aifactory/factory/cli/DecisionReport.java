package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.console.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The decisions on a request as lines for people. */
final class DecisionReport {
    private DecisionReport() {}

    /**
     * @param explanation as {@code GET /api/v1/decisions/{requestId}} gives it
     */
    static List<String> lines(JsonNode explanation) {
        List<String> lines = new ArrayList<>();
        for (JsonNode decision : explanation.path("decisions")) {
            lines.add(
                    Messages.text(
                            "explain.decision",
                            decision.path("sequence").asInt(),
                            decision.path("attempt").asInt() + 1,
                            decision.path("at").asText()));
            lines.add("  " + decision.path("explanation").asText());
            candidates(decision).forEach(candidate -> lines.add(line(candidate, decision)));
        }
        return lines;
    }

    private static List<JsonNode> candidates(JsonNode decision) {
        List<JsonNode> candidates = new ArrayList<>();
        decision.path("candidates").forEach(candidates::add);
        candidates.sort(Comparator.comparingDouble(c -> c.path("score").asDouble()));
        return candidates;
    }

    private static String line(JsonNode candidate, JsonNode decision) {
        String worker = candidate.path("workerId").asText();
        String terms =
                candidate.path("terms").properties().stream()
                        .map(term ->
                                "%s %s"
                                        .formatted(
                                                term.getKey(), number(term.getValue().asDouble())))
                        .collect(Collectors.joining(", "));
        boolean chosen = worker.equals(decision.path("chosen").asText());
        return Messages.text(
                chosen ? "explain.chosen" : "explain.candidate",
                worker,
                number(candidate.path("score").asDouble()),
                terms);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
