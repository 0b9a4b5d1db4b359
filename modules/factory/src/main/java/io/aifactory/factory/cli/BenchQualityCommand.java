package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.bench.EngineProgram;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what precisions cost in quality, and leaves it with the factory. */
@Command(name = "quality", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class BenchQualityCommand implements Callable<Integer> {
    private static final int MOST_TOKENS = 1_000_000;

    @Mixin private final HomeOption where = new HomeOption();

    @Parameters(paramLabel = "MODEL", descriptionKey = "option.bench.model")
    private String model = "";

    @Option(names = "--text", paramLabel = "FILE", descriptionKey = "option.bench.text")
    private @Nullable Path text;

    @Option(
            names = {"--precisions", "--precision"},
            split = ",",
            defaultValue = "f32,bf16,int8,int4",
            descriptionKey = "option.bench.precisions")
    private List<String> precisions = List.of();

    @Option(names = "--tokens", defaultValue = "65536", descriptionKey = "option.bench.tokens")
    private int tokens;

    @Option(names = "--threads", descriptionKey = "option.bench.threads")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Console console = Console.ofProcess();
        Optional<Endpoint> endpoint = where.daemon().running();
        if (endpoint.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return 1;
        }
        var client = new FactoryClient(endpoint.get().baseUri());
        JsonNode version = client.get("/api/v1/model-references/" + model);
        String dataset = version.path("dataset").asText("");
        Path file = text;
        if (file == null && dataset.isEmpty()) {
            console.line(Messages.text("bench.quality.noText", version.path("reference").asText()));
            return 1;
        }
        try (var findings = new QualityFindings(console, client, version, file == null)) {
            return new EngineProgram(where.home(), where.distribution(), EngineProgram.QUALITY)
                    .run(
                            findings::accept,
                            version.path("manifest").asText(),
                            Integer.toString(threads),
                            String.join(",", precisions).toUpperCase(Locale.ROOT),
                            Integer.toString(tokens),
                            file == null ? "dataset" : "file",
                            file == null ? dataset : file.toAbsolutePath().toString());
        }
    }

    private void check() {
        MeasuredPrecisions.problem(precisions)
                .ifPresent(problem -> {
                    throw refused(problem);
                });
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw refused(Messages.text("bench.badTokens", tokens, MOST_TOKENS));
        }
        if (threads < 1) {
            throw refused(Messages.text("bench.badThreads", threads));
        }
        Path file = text;
        if (file != null && !Files.isReadable(file)) {
            throw refused(Messages.text("bench.noFile", file));
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
