package io.aifactory.registry.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A model; its row is the lock under which everything about it changes. */
@Entity(name = "RegistryModel")
@Table(schema = "registry", name = "model")
class ModelRow extends PanacheEntityBase {
    @Id String name;

    @Column(name = "last_version")
    int lastVersion;

    @Column(name = "created_at")
    Instant createdAt;
}
