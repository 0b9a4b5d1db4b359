package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Models in the registry; alone it says what can be done with them. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        resourceBundle = Messages.BUNDLE,
        subcommands = {ModelsListCommand.class, ModelsPullCommand.class})
final class ModelsCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
        return 0;
    }
}
