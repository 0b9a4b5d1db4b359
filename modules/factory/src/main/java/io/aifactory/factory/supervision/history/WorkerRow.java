package io.aifactory.factory.supervision.history;

import io.aifactory.factory.supervision.WorkerChange;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A replica as it was last seen. */
@Entity
@Table(schema = "factory", name = "worker")
class WorkerRow extends PanacheEntityBase {
    @Id
    @Column(name = "id")
    String id;

    @Column(name = "deployment")
    String deployment;

    @Column(name = "manifest")
    String manifest;

    @Column(name = "worker_id")
    String workerId;

    @Column(name = "state")
    String state;

    @Column(name = "reason")
    String reason;

    @Column(name = "pid")
    @Nullable Long pid;

    @Column(name = "restarts")
    int restarts;

    @Column(name = "changed_at")
    Instant changedAt;

    void set(WorkerChange change, Instant at) {
        deployment = change.deployment();
        manifest = change.manifest().value();
        workerId = change.workerId();
        state = change.state();
        reason = change.reason().replace('\0', ' '); // PostgreSQL keeps no NUL
        pid = change.pid().isPresent() ? change.pid().getAsLong() : null;
        restarts = change.restarts();
        changedAt = at;
    }
}
