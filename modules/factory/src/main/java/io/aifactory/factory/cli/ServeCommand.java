package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import io.aifactory.factory.serve.ControlPlane;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the daemon process runs. */
@Command(name = "serve", hidden = true, resourceBundle = Messages.BUNDLE)
final class ServeCommand implements Callable<Integer> {
    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--port", paramLabel = "PORT", descriptionKey = "option.port")
    private @Nullable Integer port;

    @Override
    public Integer call() {
        OptionalInt wanted = port == null ? OptionalInt.empty() : OptionalInt.of(port);
        new ControlPlane(where.home(), where.distribution(), wanted).run();
        return 0;
    }
}
