package io.aifactory.ingestion.internal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job; see {@link JobRows} for the way to its states. */
@Entity(name = "IngestionJob")
@Table(schema = "ingestion", name = "job")
class JobRow extends PanacheEntityBase {
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    @Id UUID id;
    @Column String name;
    @Column String spec;

    @Column
    @Enumerated(EnumType.STRING)
    State state;

    @Column String stage;
    @Column double progress;
    @Column String message;

    @Column(name = "documents_read")
    long documentsRead;

    @Column(name = "documents_kept")
    long documentsKept;

    @Column long duplicates;
    @Column long bytes;
    @Column @Nullable String dataset;

    @Column(name = "error_code")
    @Nullable String errorCode;

    @Column(name = "error_message")
    @Nullable String errorMessage;

    @Column(name = "created_at")
    Instant createdAt;

    @Column int interruptions;

    @Column(name = "started_at")
    @Nullable Instant startedAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;
}
