package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import picocli.CommandLine.Command;

/** Measurements; alone it says which there are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        resourceBundle = Messages.BUNDLE,
        subcommands = {BenchEngineCommand.class, BenchQualityCommand.class})
final class BenchCommand extends CommandGroup {}
