package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.daemon.Daemon;
import io.aifactory.factory.home.Endpoint;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the factory, or finds the one that runs. */
@Command(name = "start", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class StartCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--port", paramLabel = "PORT", descriptionKey = "option.port")
    private @Nullable Integer port;

    @Option(names = "--foreground", descriptionKey = "option.foreground")
    private boolean foreground;

    @Override
    public Integer call() throws InterruptedException {
        OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
        Console console = Console.ofProcess();
        Daemon daemon = where.daemon();
        Optional<Endpoint> running = daemon.running();
        if (running.isPresent()) {
            console.line(Messages.text("start.running", running.get().baseUri()));
            return 0;
        }
        if (foreground) {
            return daemon.runInForeground(wanted);
        }
        console.line(Messages.text("start.started", daemon.start(wanted).baseUri()));
        return 0;
    }
}
