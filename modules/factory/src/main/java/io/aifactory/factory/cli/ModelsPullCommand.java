package io.aifactory.factory.cli;

import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import io.aifactory.factory.home.StorageQuota;
import io.aifactory.factory.importing.WeightType;
import io.aifactory.factory.npm.NpmCommand;
import io.aifactory.factory.pull.Catalogue;
import io.aifactory.factory.pull.CatalogueModel;
import io.aifactory.factory.pull.ModelPull;
import io.aifactory.factory.pull.PullFailure;
import io.aifactory.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a pretrained model into the registry; without a name it says what can be had. */
@Command(name = "pull", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class ModelsPullCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    /** As a shell reports a command that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    /** As the registry has it. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");

    @Mixin private final HomeOption where = new HomeOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            descriptionKey = "option.pull.model")
    private @Nullable String wanted;

    @Option(names = "--from", paramLabel = "PATH", descriptionKey = "option.pull.from")
    private @Nullable Path from;

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "option.pull.name")
    private @Nullable String name;

    @Option(
            names = "--weights",
            paramLabel = "TYPE",
            defaultValue = "auto",
            descriptionKey = "option.pull.weights")
    private String weights = "auto";

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess();
        Catalogue catalogue = Catalogue.ofFactory();
        if (wanted == null && from == null) {
            show(catalogue, console);
            return 0;
        }
        try {
            return pull(catalogue, console);
        } catch (CancellationException e) {
            return INTERRUPTED; // the work has said so
        }
    }

    private int pull(Catalogue catalogue, Console console) throws IOException {
        WeightType type = weightType();
        if (from != null) {
            if (wanted != null || name == null) {
                throw new PullFailure(Messages.text("pull.own.name"));
            }
            String target = requireName(name);
            return report(console, target, puller(console).run(from, target, type), true);
        }
        String asked = String.valueOf(wanted);
        CatalogueModel model =
                catalogue
                        .find(asked.toLowerCase(Locale.ROOT))
                        .orElseThrow(() ->
                                new PullFailure(
                                        Messages.text("pull.unknown", asked, names(catalogue))));
        String target = requireName(name == null ? model.name() : name);
        return report(console, target, puller(console).run(model, target, type), model.chats());
    }

    private ModelPull puller(Console console) {
        var client = new FactoryClient(running(console).baseUri());
        return new ModelPull(
                new NpmCommand("npm"),
                where.home().pulled(),
                () -> new FileBlobStore(where.home().storage(), StorageQuota.bytes()),
                client,
                console);
    }

    private Endpoint running(Console console) {
        return where.daemon()
                .running()
                .orElseGet(() -> {
                    Endpoint started = where.daemon().start(OptionalInt.empty());
                    console.line(Messages.text("start.started", started.baseUri()));
                    return started;
                });
    }

    private int report(Console console, String target, ModelPull.Result result, boolean chats) {
        console.line(
                Messages.text(
                        result.isNew() ? "pull.done" : "pull.present",
                        result.reference(),
                        result.bytes() / MEGA,
                        String.join(", ", result.aliases())));
        if (chats) {
            console.line(Messages.text("demo.try"));
            console.line(Messages.text("demo.try.command", where.command("chat") + " " + target));
        }
        return 0;
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new PullFailure(Messages.text("pull.badName", name));
        }
        return name;
    }

    private WeightType weightType() {
        try {
            return WeightType.valueOf(weights.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new PullFailure(Messages.text("pull.badWeights", weights), e);
        }
    }

    private static void show(Catalogue catalogue, Console console) {
        console.line(Messages.text("pull.catalogue"));
        for (CatalogueModel model : catalogue.models()) {
            console.line(
                    Messages.text(
                            "pull.catalogue.model",
                            String.format(Locale.ROOT, "%-16s", model.name()),
                            model.downloadBytes() / MEGA,
                            model.storedBytes() / MEGA,
                            model.licence()));
            console.line(Messages.text("pull.catalogue.about", model.about(), model.origin()));
        }
        console.line(Messages.text("pull.catalogue.own"));
    }

    private static String names(Catalogue catalogue) {
        return catalogue.models().stream()
                .map(CatalogueModel::name)
                .collect(Collectors.joining(", "));
    }
}
