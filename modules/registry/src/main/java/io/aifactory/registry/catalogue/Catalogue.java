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

    public Catalogue(ModelVerifier verifier, Ancestry ancestry, CatalogueRows rows) {
        this.verifier = verifier;
        this.ancestry = ancestry;
        this.rows = rows;
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
        return ModelReference.parse(reference)
                .flatMap(parsed ->
                        switch (parsed) {
                            case ModelReference.ByVersion r -> rows.version(r.model(), r.version());
                            case ModelReference.ByAlias r ->
                                    rows.model(r.model())
                                            .map(model -> model.aliases().get(r.alias()))
                                            .flatMap(v -> rows.version(r.model(), v));
                            case ModelReference.Preferred r ->
                                    rows.model(r.model())
                                            .map(RegisteredModel::preferredVersion)
                                            .flatMap(v -> rows.version(r.model(), v));
                        })
                .map(RegisteredVersion::version);
    }

    /**
     * Models in the order of their names.
     *
     * @param after only names behind this one; empty text for all
     * @param limit at most so many
     */
    public List<RegisteredModel> models(String after, int limit) {
        return rows.models(after, limit);
    }

    /**
     * @throws FactoryException {@code MODEL_NOT_FOUND}
     */
    public RegisteredModel model(String name) {
        return rows.model(name).orElseThrow(() -> noModel(name));
    }

    /**
     * Versions of a model, the newest first.
     *
     * @param before only numbers below this one
     * @param limit at most so many
     */
    public List<RegisteredVersion> versions(String model, int before, int limit) {
        return rows.versions(model, before, limit);
    }

    /**
     * @throws FactoryException {@code MODEL_NOT_FOUND}
     */
    public RegisteredVersion version(String model, int version) {
        return rows.version(model, version).orElseThrow(() -> noVersion(model, version));
    }

    /**
     * Points an alias to a version, in one transaction.
     *
     * @return the version it points to now
     * @throws FactoryException {@code MODEL_NOT_FOUND}, or {@code MODEL_INVALID} if the alias
     *     cannot have this name
     */
    public RegisteredVersion moveAlias(String model, String alias, int version) {
        Names.requireAlias(alias);
        return rows.moveAlias(model, alias, version).orElseThrow(() -> noVersion(model, version));
    }

    /**
     * What happened to a model, the newest first.
     *
     * @param before only events with an id below this one
     * @param limit at most so many
     */
    public List<RegistryEvent> events(String model, long before, int limit) {
        return rows.events(model, before, limit);
    }

    private static FactoryException noModel(String name) {
        return new FactoryException(
                ErrorCode.MODEL_NOT_FOUND,
                Names.isModel(name)
                        ? "There is no model '" + name + "'."
                        : "There is no model of this name.");
    }

    private static FactoryException noVersion(String model, int version) {
        return new FactoryException(
                ErrorCode.MODEL_NOT_FOUND,
                Names.isModel(model)
                        ? "There is no version " + version + " of model '" + model + "'."
                        : "There is no model of this name.");
    }
}
