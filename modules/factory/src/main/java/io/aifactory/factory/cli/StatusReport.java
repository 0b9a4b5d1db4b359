package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.console.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The overview of a factory in lines for people. */
final class StatusReport {
    private StatusReport() {}

    /**
     * @param overview JSON of {@code /api/v1/overview}
     */
    static List<String> lines(JsonNode overview) {
        var lines = new ArrayList<String>();
        for (JsonNode deployment : overview.path("deployments")) {
            lines.add(
                    Messages.text(
                            "status.deployment",
                            deployment.path("name").asText(),
                            deployment.path("modelVersion").asText(),
                            deployment.path("state").asText(),
                            deployment.path("ready").asInt(),
                            deployment.path("workers").asInt()));
            for (JsonNode adapter : deployment.path("adapters")) {
                lines.add(
                        Messages.text(
                                "status.adapter",
                                adapter.path("name").asText(),
                                adapter.path("modelVersion").asText()));
            }
            if (deployment.hasNonNull("draft")) {
                lines.add(
                        Messages.text(
                                "status.draft",
                                deployment.path("draft").path("modelVersion").asText()));
            }
            quality(deployment).ifPresent(lines::add);
            lines.addAll(reason(deployment));
        }
        for (JsonNode worker : overview.path("workers")) {
            lines.add(
                    Messages.text(
                            "status.worker",
                            worker.path("id").asText(),
                            worker.path("state").asText(),
                            worker.path("pid").asText(),
                            worker.path("runningSequences").asInt(),
                            worker.path("slots").asInt(),
                            worker.path("tokensPerSecond").asDouble(),
                            orDash(worker.path("device").asText())));
            lines.addAll(reason(worker));
        }
        return lines;
    }

    /** In float32 nothing is lost. */
    private static Optional<String> quality(JsonNode deployment) {
        JsonNode quality = deployment.path("quality");
        String precision = quality.path("precision").asText();
        if (quality.hasNonNull("note")) {
            return Optional.of(
                    Messages.text(
                            "status.unmeasured",
                            precision,
                            deployment.path("modelVersion").asText()));
        }
        if (precision.equals("f32") || !quality.hasNonNull("bitsPerByte")) {
            return Optional.empty();
        }
        double bits = quality.path("bitsPerByte").asDouble();
        double exact = quality.path("bitsPerByteF32").asDouble();
        return Optional.of(
                Messages.text(
                        "status.quality",
                        precision,
                        decimal("%.4f", bits),
                        decimal("%.4f", exact),
                        decimal("%+.2f", 100 * (bits / exact - 1)),
                        decimal("%.2f", 100 * quality.path("topTokenAgreement").asDouble()),
                        quality.path("tokens").asInt(),
                        quality.path("text").asText()));
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** A worker that has not answered yet is on no known device. */
    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    /** What is well has none. */
    private static List<String> reason(JsonNode part) {
        return part.path("reason")
                .asText()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Messages.text("status.reason", line.strip()))
                .toList();
    }
}
