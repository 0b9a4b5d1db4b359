package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code aifactory} alone: says what there is. */
@Command(
        name = "aifactory",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        resourceBundle = Messages.BUNDLE,
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ModelsCommand.class,
            ChatCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            LogsCommand.class,
            ServeCommand.class,
            AotCommand.class,
            CommandLine.HelpCommand.class
        })
final class RootCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
        return 0;
    }
}
