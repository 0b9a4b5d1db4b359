package io.aifactory.registry.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an alias points now. */
@Entity(name = "RegistryAlias")
@Table(schema = "registry", name = "alias")
class AliasRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column String model;
    @Column String name;
    @Column int version;

    @Column(name = "moved_at")
    Instant movedAt;
}
