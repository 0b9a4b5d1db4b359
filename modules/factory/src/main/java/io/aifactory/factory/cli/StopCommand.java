package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the factory and everything it started; the data stay. */
@Command(name = "stop", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class StopCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Override
    public Integer call() {
        boolean stopped = where.daemon().stop();
        Console.ofProcess().line(Messages.text(stopped ? "stop.stopped" : "stop.none"));
        return 0;
    }
}
