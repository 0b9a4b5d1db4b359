package io.aifactory.registry.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model version and its lineage; never updated. */
@Entity(name = "RegistryVersion")
@Table(schema = "registry", name = "model_version")
class VersionRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column String model;
    @Column int version;
    @Column String manifest;
    @Column long bytes;
    @Column int files;

    @Column(name = "run_id")
    @Nullable String runId;

    @Column @Nullable String dataset;

    @Column(name = "created_at")
    Instant createdAt;

    @ElementCollection
    @CollectionTable(
            schema = "registry",
            name = "version_metric",
            joinColumns = @JoinColumn(name = "version_id"))
    @MapKeyColumn(name = "name")
    @Column(name = "value")
    Map<String, Double> metrics = new HashMap<>();

    @ElementCollection
    @CollectionTable(
            schema = "registry",
            name = "version_parameter",
            joinColumns = @JoinColumn(name = "version_id"))
    @MapKeyColumn(name = "name")
    @Column(name = "value")
    Map<String, String> parameters = new HashMap<>();
}
