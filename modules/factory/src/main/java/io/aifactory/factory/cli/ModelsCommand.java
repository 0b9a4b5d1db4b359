package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import picocli.CommandLine.Command;

/** Models in the registry; alone it says what can be done with them. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        resourceBundle = Messages.BUNDLE,
        subcommands = {ModelsListCommand.class, ModelsPullCommand.class})
final class ModelsCommand extends CommandGroup {}
