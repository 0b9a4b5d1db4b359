package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.daemon.AotTrainingRun;
import io.aifactory.factory.daemon.DaemonFailure;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What the build runs to make the AOT cache. Without a cache the factory starts all the same, only
 * slower: therefore a failure is a warning.
 */
@Command(name = "aot-cache", hidden = true, resourceBundle = Messages.BUNDLE)
final class AotCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @Mixin private final HomeOption where = new HomeOption();

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.ofProcess();
        try {
            long bytes = new AotTrainingRun(where.distribution()).run();
            console.line(Messages.text("aot.done", bytes / MEGA));
        } catch (IOException | DaemonFailure e) {
            console.line(Messages.text("aot.failed", String.valueOf(e.getMessage())));
        }
        return 0;
    }
}
