package io.aifactory.registry.internal;

import io.aifactory.registry.catalogue.RegistryEvent;
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
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Something that happened; the table only grows. */
@Entity(name = "RegistryEvent")
@Table(schema = "registry", name = "event")
class EventRow extends PanacheEntityBase {
    enum Kind {
        VERSION_REGISTERED,
        VERSION_ARCHIVED,
        VERSION_RESTORED,
        ALIAS_MOVED,
        ALIAS_REMOVED
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

    /** An event of a version, to be completed and persisted. */
    static EventRow of(Kind kind, VersionRow version, Instant occurredAt) {
        EventRow row = new EventRow();
        row.kind = kind;
        row.model = version.model;
        row.version = version.version;
        row.occurredAt = occurredAt;
        return row;
    }

    /** What readers see of it. */
    RegistryEvent view() {
        long number = Objects.requireNonNull(id);
        return switch (kind) {
            case VERSION_REGISTERED ->
                    new RegistryEvent.VersionRegistered(number, model, version, occurredAt);
            case VERSION_ARCHIVED ->
                    new RegistryEvent.VersionArchived(number, model, version, occurredAt);
            case VERSION_RESTORED ->
                    new RegistryEvent.VersionRestored(number, model, version, occurredAt);
            case ALIAS_MOVED ->
                    new RegistryEvent.AliasMoved(
                            number,
                            model,
                            Objects.requireNonNull(alias),
                            version,
                            previousVersion == null
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(previousVersion),
                            occurredAt);
            case ALIAS_REMOVED ->
                    new RegistryEvent.AliasRemoved(
                            number, model, Objects.requireNonNull(alias), version, occurredAt);
        };
    }
}
