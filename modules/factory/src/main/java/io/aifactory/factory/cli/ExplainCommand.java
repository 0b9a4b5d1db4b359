package io.aifactory.factory.cli;

import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why a request went to the worker that it went to, and what came of it. */
@Command(name = "explain", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class ExplainCommand implements Callable<Integer> {
    /** What init scripts expect of a service that is not running (LSB). */
    private static final int NOT_RUNNING = 3;

    @Mixin private final HomeOption where = new HomeOption();

    @Parameters(paramLabel = "REQUEST", descriptionKey = "option.explain.request")
    private String request = "";

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        Optional<Endpoint> running = where.daemon().running();
        if (running.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return NOT_RUNNING;
        }
        FactoryClient client = new FactoryClient(running.get().baseUri());
        String id = URLEncoder.encode(request, StandardCharsets.UTF_8);
        DecisionReport.lines(client.get("/api/v1/decisions/" + id)).forEach(console::line);
        return 0;
    }
}
