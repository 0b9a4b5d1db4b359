package io.aifactory.factory.dashboard;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A measured frontier as it is stored: the report as JSON, and what it is looked up by. */
@Entity
@Table(schema = "factory", name = "frontier")
class FrontierRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "model")
    String model;

    @Column(name = "device")
    String device;

    @Column(name = "measured_at")
    Instant measuredAt;

    @Column(name = "body")
    String body;
}
