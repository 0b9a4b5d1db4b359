package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.factory.bench.EngineProgram;
import io.aifactory.factory.bench.EngineQuestion;
import io.aifactory.factory.bench.EngineTable;
import io.aifactory.factory.bench.WorkerFile;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Measures the engine on a registered model, beside the limits of this machine. */
@Command(name = "engine", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class BenchEngineCommand implements Callable<Integer> {
    private static final int MOST_SEQUENCES = 256;

    @Mixin private final HomeOption where = new HomeOption();

    @Parameters(paramLabel = "MODEL", descriptionKey = "option.bench.model")
    private String model = "";

    @Option(
            names = "--precision",
            split = ",",
            defaultValue = "f32,bf16,int8,int4",
            descriptionKey = "option.bench.precision")
    private List<String> precisions = List.of();

    @Option(
            names = "--sequences",
            split = ",",
            defaultValue = "1,4,16,32",
            descriptionKey = "option.bench.sequences")
    private List<Integer> sequences = List.of();

    @Option(names = "--threads", descriptionKey = "option.bench.threads")
    private @Nullable Integer threads;

    @Option(names = "--save", paramLabel = "FOLDER", descriptionKey = "option.bench.save")
    private @Nullable Path folder;

    @Mixin private final SloOptions slo = new SloOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Optional<Slo> wanted = slo();
        Console console = Console.ofProcess();
        Optional<Endpoint> endpoint = where.daemon().running();
        if (endpoint.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return 1;
        }
        var client = new FactoryClient(endpoint.get().baseUri());
        JsonNode version = client.get("/api/v1/model-references/" + model);
        int wished = threads == null ? 0 : threads;
        console.line(Messages.text("bench.engine", version.path("reference").asText(), wished));
        console.line(EngineTable.heading());
        return new EngineProgram(where.home(), where.distribution(), EngineProgram.STEPS)
                .run(
                        found -> {
                            console.line(EngineTable.line(found));
                            save(found, console);
                        },
                        new EngineQuestion(
                                        version.path("manifest").asText(),
                                        wished,
                                        precisions,
                                        sequences,
                                        wanted)
                                .arguments());
    }

    private void save(JsonNode found, Console console) {
        Path target = folder;
        if (target == null || !found.has("calibration")) {
            return;
        }
        int cores = Runtime.getRuntime().availableProcessors();
        WorkerFile worker = WorkerFile.of(found.path("calibration"), cores);
        try {
            Files.createDirectories(target);
            Path file = Files.writeString(target.resolve(worker.name()), worker.text());
            console.line(Messages.text("bench.saved", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check() {
        MeasuredPrecisions.problem(precisions)
                .ifPresent(problem -> {
                    throw refused(problem);
                });
        for (int number : sequences) {
            if (number < 1 || number > MOST_SEQUENCES) {
                throw refused(Messages.text("bench.badSequences", number, MOST_SEQUENCES));
            }
        }
        if (threads != null && threads < 1) {
            throw refused(Messages.text("bench.badThreads", threads));
        }
    }

    private Optional<Slo> slo() {
        try {
            return slo.slo();
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
