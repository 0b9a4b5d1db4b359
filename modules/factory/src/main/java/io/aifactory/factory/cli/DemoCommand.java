package io.aifactory.factory.cli;

import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.daemon.Daemon;
import io.aifactory.factory.demo.Cancellation;
import io.aifactory.factory.demo.Demo;
import io.aifactory.factory.demo.DemoSettings;
import io.aifactory.factory.home.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: from documents to a served model, measured. */
@Command(name = "demo", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class DemoCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--data", paramLabel = "SOURCE", descriptionKey = "option.data")
    private @Nullable String data;

    @Option(names = "--port", paramLabel = "PORT", descriptionKey = "option.port")
    private @Nullable Integer port;

    @Option(names = "--exit", descriptionKey = "option.exit")
    private boolean exit;

    @Option(names = "--quick", descriptionKey = "option.quick")
    private boolean quick;

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.ofProcess();
        String source = data == null ? null : absolute(data);
        DemoSettings settings = quick ? DemoSettings.quick(source) : DemoSettings.full(source);
        Daemon daemon = where.daemon();
        long begin = System.nanoTime();
        console.line(Messages.text("demo.start"));
        Optional<Endpoint> running = daemon.running();
        Endpoint endpoint = running.orElseGet(() -> daemon.start(wantedPort()));
        console.line(
                Messages.text(
                        running.isPresent() ? "demo.start.running" : "demo.start.done",
                        endpoint.baseUri(),
                        seconds(begin)));
        var cancellation = new Cancellation();
        var ended = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> interrupted(ended, cancellation, daemon, running.isEmpty()),
                                "interrupted"));
        var client = new FactoryClient(endpoint.baseUri());
        try {
            new Demo(settings, client, console, where.home().reports(), cancellation).run();
        } finally {
            ended.set(true);
            // Who was here before the demonstration may have work of their own running.
            if (exit && running.isEmpty()) {
                daemon.stop();
            }
        }
        console.line(Messages.text("demo.total", seconds(begin)));
        if (exit) {
            console.line(
                    running.isEmpty()
                            ? Messages.text("stop.stopped")
                            : Messages.text(
                                    "demo.exit.stays", endpoint.baseUri(), where.command("stop")));
        } else {
            farewell(console, endpoint, settings.name(), where);
        }
        return 0;
    }

    private OptionalInt wantedPort() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static void farewell(
            Console console, Endpoint endpoint, String model, HomeOption where) {
        console.line(Messages.text("demo.try"));
        console.line(Messages.text("demo.try.curl", endpoint.baseUri(), model));
        console.line(Messages.text("demo.try.dashboard", endpoint.baseUri()));
        console.line(Messages.text("demo.try.command", where.command("chat")));
        console.line(Messages.text("demo.try.command", where.command("stop")));
    }

    /** Ctrl-C in the middle: cancels what runs, and stops the factory if this demo started it. */
    private static void interrupted(
            AtomicBoolean ended, Cancellation cancellation, Daemon daemon, boolean started) {
        if (ended.get()) {
            return;
        }
        boolean cancelled = cancellation.cancel();
        if (started) {
            daemon.stop();
        }
        System.err.println("\n" + Messages.text(cancelled ? "demo.cancelled" : "demo.interrupted"));
    }

    /** The factory has another working directory than the user. */
    private static String absolute(String source) {
        if (source.startsWith("maven:")) {
            return source;
        }
        Path path = Path.of(source);
        return Files.exists(path) || source.contains("/")
                ? path.toAbsolutePath().normalize().toString()
                : source;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
