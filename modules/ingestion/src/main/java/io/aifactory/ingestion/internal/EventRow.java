package io.aifactory.ingestion.internal;

import io.aifactory.ingestion.job.JobEvent;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to a job; the table only grows. */
@Entity(name = "IngestionJobEvent")
@Table(schema = "ingestion", name = "job_event")
class EventRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "job_id")
    UUID jobId;

    @Column
    @Enumerated(EnumType.STRING)
    JobEvent.Kind kind;

    @Column String detail;

    @Column(name = "occurred_at")
    Instant occurredAt;
}
