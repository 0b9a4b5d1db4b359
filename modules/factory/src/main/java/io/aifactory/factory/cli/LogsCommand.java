package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the end of the control plane's log and where all logs lie. */
@Command(name = "logs", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class LogsCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--lines", defaultValue = "40", descriptionKey = "option.lines")
    private int lines;

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess();
        Path log = where.home().controlPlaneLog();
        if (!Files.exists(log)) {
            console.line(Messages.text("logs.none", where.home().logs()));
            return 0;
        }
        LogTail.of(log, lines).forEach(console::line);
        console.line(Messages.text("logs.where", where.home().logs()));
        return 0;
    }
}
