package io.aifactory.schedulercore.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is in flight on each worker. Assignments count at once, so that a burst between two reports
 * does not pile up on one worker; reports add what others sent there.
 */
public final class LoadBook {
    private final Map<String, WorkerPage> workers = new HashMap<>();
    private final int slotsBeforeFirstReport;

    /**
     * @param slotsBeforeFirstReport how many sequences a worker is trusted with that has not
     *     reported yet
     */
    public LoadBook(int slotsBeforeFirstReport) {
        this.slotsBeforeFirstReport = slotsBeforeFirstReport;
    }

    /**
     * A request is sent to this worker now; the caller says when it is over.
     *
     * @param nowNanos the caller's monotonic clock
     */
    public Assignment assign(String workerId, Placement placement, long nowNanos) {
        WorkerPage page = page(workerId);
        page.assigned(placement, nowNanos);
        return new Assignment(page, placement);
    }

    /** One request on one worker. */
    public static final class Assignment {
        private final WorkerPage page;
        private final Placement placement;
        private boolean computed;
        private boolean released;

        private Assignment(WorkerPage page, Placement placement) {
            this.page = page;
            this.placement = placement;
        }

        /** The first token came back: the prompt is computed; further calls change nothing. */
        public void firstToken() {
            if (!computed) {
                computed = true;
                page.computed(placement);
            }
        }

        /** It ended, in whatever way; further calls change nothing. */
        public void release() {
            firstToken();
            if (!released) {
                released = true;
                page.released(placement);
            }
        }
    }

    /**
     * The worker reported.
     *
     * @param inFlightWhenAsked {@link #inFlight(String)} at the time of the question: a sequence
     *     that ended while the answer was under way is not somebody else's
     */
    public void reported(String workerId, WorkerReport report, int inFlightWhenAsked) {
        page(workerId).reported(report, inFlightWhenAsked);
    }

    /** The worker is gone for good. */
    public void forget(String workerId) {
        workers.remove(workerId);
    }

    public WorkerLoad load(String workerId) {
        return page(workerId).load(slotsBeforeFirstReport);
    }

    /** Requests in flight from here on this worker. */
    public int inFlight(String workerId) {
        WorkerPage page = workers.get(workerId);
        return page == null ? 0 : page.inFlight();
    }

    /** Requests in flight from here on all workers. */
    public int inFlight() {
        return workers.values().stream().mapToInt(WorkerPage::inFlight).sum();
    }

    private WorkerPage page(String workerId) {
        return Objects.requireNonNull(workers.computeIfAbsent(workerId, id -> new WorkerPage()));
    }
}
