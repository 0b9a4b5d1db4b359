package io.aifactory.factory.supervision.history;

import io.aifactory.factory.supervision.WorkerChange;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Replicas in the database; each change leaves an event beside it in the same transaction. */
@ApplicationScoped
public class WorkerRecords {
    private static final String STOPPED = "STOPPED";
    private static final String CONTROL_PLANE_ENDED = "the control plane had ended";

    /**
     * Writes a change of a replica, later than all before it. Writing the last one again changes
     * nothing: who heard nothing of a commit may try once more.
     */
    @Transactional
    void save(WorkerChange change, Instant at) {
        WorkerRow row = WorkerRow.findById(change.replica());
        if (row != null && row.changedAt.equals(at) && row.state.equals(change.state())) {
            return;
        }
        if (row == null) {
            row = new WorkerRow();
            row.id = change.replica();
            row.set(change, at);
            row.persist();
        } else {
            row.set(change, at);
        }
        WorkerEventRow.append(row);
        WorkerRow.flush();
    }

    /** Closes what a control plane left open that was killed: its workers ended with it. */
    @Transactional
    void closeLeftOpen(Instant at) {
        List<WorkerRow> open = WorkerRow.list("state not in ('STOPPED', 'FAILED') order by id");
        for (WorkerRow row : open) {
            row.state = STOPPED;
            row.reason = CONTROL_PLANE_ENDED;
            row.pid = null;
            row.changedAt = at;
            WorkerEventRow.append(row);
        }
    }

    /** Whether there was ever such a replica. */
    @Transactional
    public boolean knows(String replica) {
        return WorkerRow.findById(replica) != null;
    }

    /**
     * What happened to a replica, the newest first.
     *
     * @param before only events with an id below this one
     */
    @Transactional
    public List<WorkerEvent> events(String replica, long before, int limit) {
        return WorkerEventRow.<WorkerEventRow>find(
                        "worker = ?1 and id < ?2 order by id desc", replica, before)
                .page(Page.ofSize(limit))
                .stream()
                .map(WorkerEventRow::event)
                .toList();
    }
}
