package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.LogFiles;
import io.aifactory.factory.home.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the end of the control plane's log and of the workers', and where all logs lie. */
@Command(name = "logs", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class LogsCommand implements Callable<Integer> {
    private static final int WORKERS = 4;

    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--lines", defaultValue = "40", descriptionKey = "option.lines")
    private int lines;

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess();
        List<Path> logs = LogFiles.newest(where.home(), WORKERS);
        if (logs.isEmpty()) {
            console.line(Messages.text("logs.none", where.home().logs()));
            return 0;
        }
        for (Path log : logs) {
            console.line(Messages.text("logs.of", log.getFileName()));
            LogTail.of(log, lines).forEach(console::line);
        }
        console.line(Messages.text("logs.where", where.home().logs()));
        return 0;
    }
}
