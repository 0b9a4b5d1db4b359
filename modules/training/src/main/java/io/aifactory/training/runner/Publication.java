package io.aifactory.training.runner;

import io.aifactory.contracts.Digest;
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
     * Takes the model to storage.
     *
     * @return digest of the model manifest
     * @throws FactoryException if the storage does not take it
     * @throws IOException if the output folder cannot be read
     */
    Digest store(JobRecord job, int attempt) throws IOException {
        Path output = folders.attempt(job.id(), attempt).output();
        List<ModelFile> files = new ArrayList<>();
        for (Path file : filesOf(output)) {
            files.add(
                    new ModelFile(
                            file.getFileName().toString(), store.put(file), Files.size(file)));
        }
        return new Manifests(store).publish(ModelManifest.of(files));
    }

    /**
     * Registers a stored model.
     *
     * @return {@code name:version}, where a registry is at hand and was asked for
     * @throws FactoryException if the registry does not take it
     */
    Optional<String> register(JobRecord job, Digest manifest) {
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
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
