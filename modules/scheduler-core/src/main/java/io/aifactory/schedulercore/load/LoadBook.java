package io.aifactory.schedulercore.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in flight on each worker. Assignments count at once, so that a burst between two reports
 * does not pile up on one worker; reports add what others sent there.
 */
public final class LoadBook {
    private static final class Entry {
        private @Nullable WorkerReport report;
        private int inFlightAtReport;
        private int inFlight;
        private long pendingPromptTokens;
        private long assignedTotal;
    }

    private final Map<String, Entry> workers = new HashMap<>();
    private final int slotsBeforeFirstReport;

    /**
     * @param slotsBeforeFirstReport how many sequences a worker is trusted with that has not
     *     reported yet
     */
    public LoadBook(int slotsBeforeFirstReport) {
        this.slotsBeforeFirstReport = slotsBeforeFirstReport;
    }

    /** A request is sent to this worker now; the caller says when it is over. */
    public Assignment assign(String workerId, int promptTokens) {
        Entry entry = entry(workerId);
        entry.inFlight++;
        entry.assignedTotal++;
        entry.pendingPromptTokens += promptTokens;
        return new Assignment(entry, promptTokens);
    }

    /** One request on one worker. */
    public static final class Assignment {
        private final Entry entry;
        private int pendingPromptTokens;
        private boolean released;

        private Assignment(Entry entry, int promptTokens) {
            this.entry = entry;
            this.pendingPromptTokens = promptTokens;
        }

        /** The first token came back: the prompt is computed. */
        public void firstToken() {
            entry.pendingPromptTokens -= pendingPromptTokens;
            pendingPromptTokens = 0;
        }

        /** It ended, in whatever way; further calls change nothing. */
        public void release() {
            firstToken();
            if (!released) {
                released = true;
                entry.inFlight--;
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
        Entry entry = entry(workerId);
        entry.report = report;
        entry.inFlightAtReport = Math.max(entry.inFlight, inFlightWhenAsked);
    }

    /** The worker is gone for good. */
    public void forget(String workerId) {
        workers.remove(workerId);
    }

    public WorkerLoad load(String workerId) {
        Entry entry = entry(workerId);
        WorkerReport report = entry.report;
        if (report == null) {
            return new WorkerLoad(
                    slotsBeforeFirstReport,
                    entry.inFlight,
                    entry.pendingPromptTokens,
                    0,
                    entry.assignedTotal);
        }
        int others = Math.max(0, report.sequences() - entry.inFlightAtReport);
        return new WorkerLoad(
                report.slots(),
                entry.inFlight + others,
                entry.pendingPromptTokens,
                report.kvTokens(),
                entry.assignedTotal);
    }

    /** Requests in flight from here on this worker. */
    public int inFlight(String workerId) {
        Entry entry = workers.get(workerId);
        return entry == null ? 0 : entry.inFlight;
    }

    /** Requests in flight from here on all workers. */
    public int inFlight() {
        return workers.values().stream().mapToInt(e -> e.inFlight).sum();
    }

    private Entry entry(String workerId) {
        return Objects.requireNonNull(workers.computeIfAbsent(workerId, id -> new Entry()));
    }
}
