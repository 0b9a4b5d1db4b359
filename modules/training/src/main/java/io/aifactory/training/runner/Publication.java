package io.aifactory.training.runner;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.training.registry.RegistryDoor;
import io.aifactory.training.spec.Registration;
import io.aifactory.training.store.JobRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a trained model from an attempt's output folder to storage and registry. Every step may be
 * repeated: the same files give the same digests, and registering them again gives the same
 * version.
 */
@ApplicationScoped
public class Publication {
    private final BlobStore store;
    private final RegistryDoor registry;
    private final JobFolders folders;

    Publication(BlobStore store, RegistryDoor registry, JobFolders folders) {
        this.store = store;
        this.registry = registry;
        this.folders = folders;
    }

    /**
     * What was published.
     *
     * @param manifest digest of the model manifest
     * @param modelVersion {@code name:version}, where a registry is at hand and was asked for
     */
    record Published(Digest manifest, Optional<String> modelVersion) {}

    Published publish(JobRecord job, int attempt) throws IOException {
        Path output = folders.attempt(job.id(), attempt).output();
        List<ModelFile> files = new ArrayList<>();
        for (Path file : filesOf(output)) {
            files.add(
                    new ModelFile(
                            file.getFileName().toString(), store.put(file), Files.size(file)));
        }
        Digest manifest = new Manifests(store).publish(ModelManifest.of(files));
        return new Published(manifest, register(job, manifest));
    }

    private Optional<String> register(JobRecord job, Digest manifest) {
        Registration wish = job.plan().register();
        if (wish == null) {
            return Optional.empty();
        }
        return registry.find()
                .map(port ->
                        port.register(
                                new ModelRegistration(
                                        wish.model(),
                                        manifest,
                                        lineage(job),
                                        Set.copyOf(wish.aliases()))))
                .map(Publication::reference);
    }

    private static String reference(ModelVersion version) {
        return version.model() + ":" + version.version();
    }

    private static Lineage lineage(JobRecord job) {
        return new Lineage(
                Optional.of(job.id().toString()),
                Optional.of(job.plan().spec().dataset()),
                RunSummary.metrics(job.figures()),
                RunSummary.parameters(job.plan(), job.specDigest()));
    }

    private static List<Path> filesOf(Path output) throws IOException {
        if (!Files.isDirectory(output)) {
            throw new FactoryException(
                    ErrorCode.TRAINING_FAILED,
                    "the trained model is no longer in the working folder; submit the job again");
        }
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
