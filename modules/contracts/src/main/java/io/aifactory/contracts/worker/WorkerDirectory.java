package io.aifactory.contracts.worker;

import java.util.List;

/** Port: who serves at the moment. Implementations are thread-safe and answer from memory. */
public interface WorkerDirectory {
    /** Workers that are ready to take requests, in a stable order; empty when there are none. */
    List<WorkerEndpoint> workers();

    /**
     * Whether workers of this model are to be there, even if none is at the moment. Nobody needs to
     * wait for a model that is not expected.
     */
    boolean expects(String model);

    /** Tells the directory that a worker did not answer; whoever supervises it should look. */
    void suspect(String workerId);
}
