package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
            SimulateCommand.class,
            ExplainCommand.class,
            LogsCommand.class,
            ServeCommand.class,
            AotCommand.class,
            CommandLine.HelpCommand.class
        })
final class RootCommand extends CommandGroup {}
