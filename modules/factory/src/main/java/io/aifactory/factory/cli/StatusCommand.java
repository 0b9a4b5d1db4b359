package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what runs and what it does. */
@Command(name = "status", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class StatusCommand implements Callable<Integer> {
    /** What init scripts expect of a service that is not running (LSB). */
    private static final int NOT_RUNNING = 3;

    @Mixin private final HomeOption where = new HomeOption();

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        Optional<Endpoint> running = where.daemon().running();
        if (running.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return NOT_RUNNING;
        }
        Endpoint endpoint = running.get();
        console.line(
                Messages.text(
                        "status.running",
                        endpoint.baseUri(),
                        Long.toString(endpoint.pid()),
                        endpoint.managementUri()));
        JsonNode overview = new FactoryClient(endpoint.baseUri()).get("/api/v1/overview");
        StatusReport.lines(overview).forEach(console::line);
        return 0;
    }
}
