package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.v1.WorkerStatus;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * What a replica is now, and who hears of it: people through its view, the history, and the
 * deployment. Read by any thread, changed by the replica's alone.
 */
final class ReplicaStanding {
    private static final Logger LOG = Logger.getLogger(ReplicaStanding.class);

    private final String name;
    private final ReplicaSpec spec;
    private final WorkerHistory history;
    private final Runnable changed;
    private String newestProcess = "";
    private volatile ReplicaState state;
    private volatile ReplicaView view;

    /**
     * @param changed called after each change of state, when the history knows of it
     */
    ReplicaStanding(
            String name,
            ReplicaSpec spec,
            ReplicaState first,
            WorkerHistory history,
            Runnable changed) {
        this.name = name;
        this.spec = spec;
        this.history = history;
        this.changed = changed;
        this.state = first;
        this.view = ReplicaView.of(name, spec, first);
    }

    ReplicaState state() {
        return state;
    }

    ReplicaView view() {
        return view;
    }

    /** The first state counts from now on. */
    void begin() {
        takeDown(OptionalLong.empty());
    }

    /**
     * @param pid of the process, if there is one
     */
    void become(ReplicaState next, OptionalLong pid) {
        publish(next, ReplicaView.of(name, spec, next).after(view), pid);
    }

    /** The process has answered. */
    void answered(ReplicaState next, WorkerStatus status, TokenRate rate, long pid) {
        ReplicaView now = ReplicaView.of(name, spec, next).after(view);
        publish(next, now.with(status, rate.tokensPerSecond(), pid), OptionalLong.of(pid));
    }

    private void publish(ReplicaState next, ReplicaView nextView, OptionalLong pid) {
        boolean differs = !next.label().equals(state.label());
        state = next;
        view = nextView;
        if (differs) {
            LOG.infof("worker %s is %s %s", name, next.label(), nextView.reason());
            takeDown(pid);
            changed.run();
        }
    }

    private void takeDown(OptionalLong pid) {
        ReplicaView now = view;
        if (!now.workerId().isEmpty()) {
            newestProcess = now.workerId();
        }
        history.record(
                new WorkerChange(
                        name,
                        spec.name(),
                        spec.manifest(),
                        newestProcess,
                        now.state(),
                        now.reason(),
                        pid,
                        now.restarts()));
    }
}
