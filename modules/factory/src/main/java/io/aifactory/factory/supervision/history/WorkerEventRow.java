package io.aifactory.factory.supervision.history;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a replica's history; never changed. */
@Entity
@Table(schema = "factory", name = "worker_event")
class WorkerEventRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "worker")
    String worker;

    @Column(name = "at")
    Instant at;

    @Column(name = "state")
    String state;

    @Column(name = "worker_id")
    String workerId;

    @Column(name = "detail")
    String detail;

    /** The state that the replica has now, as an event. */
    static void append(WorkerRow now) {
        var event = new WorkerEventRow();
        event.worker = now.id;
        event.at = now.changedAt;
        event.state = now.state;
        event.workerId = now.workerId;
        event.detail = now.reason;
        event.persist();
    }

    WorkerEvent event() {
        return new WorkerEvent(id == null ? 0 : id, at, state, workerId, detail);
    }
}
