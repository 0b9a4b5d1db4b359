package io.aifactory.training.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code training.job_event}, never changed. */
@Entity
@Table(name = "job_event", schema = "training")
class JobEventEntity extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "job_id")
    UUID jobId;

    /** The attempt it is about; null = the job itself. */
    @Column @Nullable Integer attempt;

    @Column Instant at;

    @Column String kind;

    @Column String detail;

    static void append(
            UUID jobId, @Nullable Integer attempt, Instant at, String kind, String detail) {
        JobEventEntity event = new JobEventEntity();
        event.jobId = jobId;
        event.attempt = attempt;
        event.at = at;
        event.kind = kind;
        event.detail = detail;
        event.persist();
    }
}
