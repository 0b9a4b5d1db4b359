package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows every registered model with its versions, aliases and sizes. */
@Command(name = "list", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class ModelsListCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;
    private static final String LIVE = "LIVE";

    @Mixin private final HomeOption where = new HomeOption();

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        Optional<Endpoint> endpoint = where.daemon().running();
        if (endpoint.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return 1;
        }
        var client = new FactoryClient(endpoint.get().baseUri());
        JsonNode models = client.get("/api/v1/models");
        if (models.isEmpty()) {
            console.line(Messages.text("models.none"));
        }
        for (JsonNode model : models) {
            String name = model.path("name").asText();
            client.get("/api/v1/models/" + name + "/versions")
                    .forEach(version -> console.line(line(version)));
        }
        return 0;
    }

    private static String line(JsonNode version) {
        String aliases =
                StreamSupport.stream(version.path("aliases").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
        String state = version.path("state").asText(LIVE);
        String source = version.path("parameters").path("import.source").asText("");
        return String.format(
                        Locale.ROOT,
                        "  %-32s %10.1f MB  %s  %-16s %s %s",
                        version.path("reference").asText(),
                        version.path("bytes").asLong() / MEGA,
                        version.path("createdAt").asText().split("T", -1)[0],
                        aliases,
                        source.isEmpty() ? version.path("runId").asText("") : source,
                        state.equals(LIVE) ? "" : state)
                .stripTrailing();
    }
}
