package io.aifactory.registry.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened; the table only grows. */
@Entity(name = "RegistryEvent")
@Table(schema = "registry", name = "event")
class EventRow extends PanacheEntityBase {
    enum Kind {
        VERSION_REGISTERED,
        ALIAS_MOVED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column String model;

    @Column
    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column int version;
    @Column @Nullable String alias;

    @Column(name = "previous_version")
    @Nullable Integer previousVersion;

    @Column(name = "occurred_at")
    Instant occurredAt;
}
