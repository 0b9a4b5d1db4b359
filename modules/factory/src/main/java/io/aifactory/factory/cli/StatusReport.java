package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.console.Messages;
import java.util.ArrayList;
import java.util.List;

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
                            worker.path("tokensPerSecond").asDouble()));
            lines.addAll(reason(worker));
        }
        return lines;
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
