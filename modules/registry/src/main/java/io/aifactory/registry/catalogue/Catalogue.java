package io.aifactory.registry.catalogue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.internal.CatalogueRows;
import io.aifactory.registry.internal.CatalogueViews;
import io.aifactory.registry.lineage.Ancestry;
import io.aifactory.registry.naming.ModelReference;
import io.aifactory.registry.naming.Names;
import io.aifactory.registry.verification.ModelVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry: checks first, then one transaction. */
@ApplicationScoped
public class Catalogue implements ModelRegistry {
    private final ModelVerifier verifier;
    private final Ancestry ancestry;
    private final CatalogueRows rows;
    private final CatalogueViews views;

    public Catalogue(
            ModelVerifier verifier, Ancestry ancestry, CatalogueRows rows, CatalogueViews views) {
        this.verifier = verifier;
        this.ancestry = ancestry;
        this.rows = rows;
        this.views = views;
    }

    @Override
    public ModelVersion register(ModelRegistration registration) {
        return registerVersion(registration).version().version();
    }

    /** Like {@link #register}, and says whether the version is new. */
    public Registered registerVersion(ModelRegistration registration) {
        Names.requireModel(registration.model());
        registration.aliases().forEach(Names::requireAlias);
        checkLineage(registration.lineage());
        ModelManifest manifest = verifier.verify(registration.manifest());
        return rows.register(registration, manifest.files().size(), manifest.totalBytes());
    }

    private void checkLineage(Lineage lineage) {
        for (Map.Entry<String, Double> metric : lineage.metrics().entrySet()) {
            if (!Double.isFinite(metric.getValue())) {
                throw new FactoryException(
                                ErrorCode.MODEL_INVALID,
                                "Metric '" + metric.getKey() + "' is not a finite number.")
                        .withParameter("metrics");
            }
        }
        lineage.dataset().ifPresent(this::checkDataset);
    }

    private void checkDataset(Digest dataset) {
        if (ancestry.dataset(dataset).isEmpty()) {
            throw new FactoryException(
                            ErrorCode.MODEL_INVALID,
                            "The lineage names dataset "
                                    + dataset
                                    + ", which is not in the storage; publish its manifest first"
                                    + " or leave it out.")
                    .withParameter("dataset");
        }
    }

    @Override
    public Optional<ModelVersion> resolve(String reference) {
        return find(reference).map(RegisteredVersion::version);
    }

    /** Like {@link #resolve}, with all that is known of the version. */
    public Optional<RegisteredVersion> find(String reference) {
        return ModelReference.parse(reference)
                .flatMap(parsed ->
                        switch (parsed) {
                            case ModelReference.ByVersion r ->
                                    views.version(r.model(), r.version()).map(Catalogue::live);
                            case ModelReference.ByAlias r ->
                                    views.model(r.model())
                                            .map(model -> model.aliases().get(r.alias()))
                                            .flatMap(v -> views.version(r.model(), v));
                            case ModelReference.Preferred r ->
                                    views.model(r.model())
                                            .map(Catalogue::preferred)
                                            .flatMap(v -> views.version(r.model(), v));
                        });
    }

    private static RegisteredVersion live(RegisteredVersion found) {
        return switch (found.state()) {
            case VersionState.Live _ -> found;
            case VersionState.Archived _ ->
                    throw Refusals.archived(found.version().model(), found.version().version());
        };
    }

    private static int preferred(RegisteredModel model) {
        return model.preferredVersion().orElseThrow(() -> Refusals.noLiveVersion(model));
    }

    /**
     * Models in the order of their names.
     *
     * @param after only names behind this one; empty text for all
     * @param limit at most so many
     */
    public List<RegisteredModel> models(String after, int limit) {
        return views.models(after, limit);
    }

    /**
     * @throws FactoryException {@code MODEL_NOT_FOUND}
     */
    public RegisteredModel model(String name) {
        return views.model(name).orElseThrow(() -> Refusals.noModel(name));
    }

    /**
     * Versions of a model, the newest first.
     *
     * @param before only numbers below this one
     * @param limit at most so many
     */
    public List<RegisteredVersion> versions(String model, int before, int limit) {
        return views.versions(model, before, limit);
    }

    /**
     * @throws FactoryException {@code MODEL_NOT_FOUND}
     */
    public RegisteredVersion version(String model, int version) {
        return views.version(model, version).orElseThrow(() -> Refusals.noVersion(model, version));
    }

    /**
     * Points an alias to a version, in one transaction.
     *
     * @return the version it points to now
     * @throws FactoryException {@code MODEL_NOT_FOUND}, {@code MODEL_INVALID} if the alias cannot
     *     have this name, or {@code CONFLICT} if the version is archived
     */
    public RegisteredVersion moveAlias(String model, String alias, int version) {
        Names.requireAlias(alias);
        return rows.moveAlias(model, alias, version)
                .orElseThrow(() -> Refusals.noVersion(model, version));
    }

    /**
     * Removes an alias, in one transaction; the version it pointed to stays live.
     *
     * @return the version it pointed to
     * @throws FactoryException {@code MODEL_NOT_FOUND}, {@code MODEL_INVALID} if no alias can have
     *     this name, or {@code NOT_FOUND} if the model has no such alias
     */
    public RegisteredVersion removeAlias(String model, String alias) {
        model(model);
        Names.requireAlias(alias);
        return rows.removeAlias(model, alias).orElseThrow(() -> Refusals.noAlias(model, alias));
    }

    /**
     * Takes a version out of use, in one transaction. Its files and lineage stay readable, and what
     * serves it goes on; archiving it again changes nothing.
     *
     * @throws FactoryException {@code MODEL_NOT_FOUND}, or {@code CONFLICT} if an alias points to
     *     it
     */
    public RegisteredVersion archive(String model, int version) {
        return rows.archive(model, version).orElseThrow(() -> Refusals.noVersion(model, version));
    }

    /**
     * Takes an archived version into use again, in one transaction; nothing changes if it is live.
     *
     * @throws FactoryException {@code MODEL_NOT_FOUND}
     */
    public RegisteredVersion restore(String model, int version) {
        return rows.restore(model, version).orElseThrow(() -> Refusals.noVersion(model, version));
    }

    /**
     * What happened to a model, the newest first.
     *
     * @param before only events with an id below this one
     * @param limit at most so many
     */
    public List<RegistryEvent> events(String model, long before, int limit) {
        return views.events(model, before, limit);
    }
}
