package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measurements; alone it says which there are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        resourceBundle = Messages.BUNDLE,
        subcommands = BenchEngineCommand.class)
final class BenchCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
        return 0;
    }
}
