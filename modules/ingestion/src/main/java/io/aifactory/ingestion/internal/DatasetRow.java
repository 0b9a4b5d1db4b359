package io.aifactory.ingestion.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A published dataset version; written after its manifest is durable, never updated. */
@Entity(name = "IngestionDataset")
@Table(schema = "ingestion", name = "dataset")
class DatasetRow extends PanacheEntityBase {
    @Id String digest;
    @Column String name;

    @Column(name = "version_key")
    String versionKey;

    @Column(name = "created_at")
    Instant createdAt;
}
