package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deployment as it is stored. */
@Entity
@Table(schema = "factory", name = "deployment")
class DeploymentRow extends PanacheEntityBase {
    @Id
    @Column(name = "name")
    String name;

    @Column(name = "model_reference")
    String reference;

    @Column(name = "model_version")
    String modelVersion;

    @Column(name = "manifest")
    String manifest;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            schema = "factory",
            name = "deployment_adapter",
            joinColumns = @JoinColumn(name = "deployment"))
    @OrderColumn(name = "place")
    List<DeploymentAdapterRow> adapters = new ArrayList<>();

    @Column(name = "workers")
    int workers;

    @Column(name = "slots")
    int slots;

    @Nullable
    @Column(name = "precision")
    String precision;

    @Nullable @Embedded SloRow slo;

    @Embedded @Nullable DeploymentDraftRow draft;

    @Column(name = "state")
    String state;

    @Column(name = "reason")
    String reason;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    void set(Deployment deployment, Instant now) {
        DeploymentSpec spec = deployment.spec();
        reference = spec.reference();
        modelVersion = spec.modelVersion();
        manifest = spec.manifest().value();
        List<AdapterSpec> present = adapters.stream().map(DeploymentAdapterRow::adapter).toList();
        if (!present.equals(spec.adapters())) {
            adapters.clear();
            spec.adapters().stream().map(DeploymentAdapterRow::of).forEach(adapters::add);
        }
        workers = spec.workers();
        slots = spec.slots();
        precision = spec.precision().map(PrecisionSetting::key).orElse(null);
        slo = spec.slo().map(SloRow::of).orElse(null);
        draft = spec.draft().map(DeploymentDraftRow::of).orElse(null);
        state = deployment.label();
        reason = deployment.reason();
        createdAt = spec.createdAt();
        updatedAt = now;
    }

    Deployment deployment() {
        var spec =
                new DeploymentSpec(
                        name,
                        reference,
                        modelVersion,
                        new Digest(manifest),
                        adapters.stream().map(DeploymentAdapterRow::adapter).toList(),
                        workers,
                        slots,
                        Optional.ofNullable(precision).flatMap(PrecisionSetting::of),
                        SloRow.slo(slo),
                        Optional.ofNullable(draft).map(DeploymentDraftRow::draft),
                        createdAt);
        return Deployment.of(spec, state, reason);
    }
}
