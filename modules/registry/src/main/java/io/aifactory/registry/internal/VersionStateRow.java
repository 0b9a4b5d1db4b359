package io.aifactory.registry.internal;

import io.aifactory.registry.catalogue.VersionState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Where a version stands now; each version has one. Its aliases are rows of their own. */
@Entity(name = "RegistryVersionState")
@Table(schema = "registry", name = "version_state")
class VersionStateRow extends PanacheEntityBase {
    @Id
    @Column(name = "version_id")
    Long versionId;

    @Column
    @Enumerated(EnumType.STRING)
    VersionState.Name state;

    @Column(name = "changed_at")
    Instant changedAt;
}
