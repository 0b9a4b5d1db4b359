package io.aifactory.factory.supervision;

import java.io.IOException;

/** Starts worker processes. */
@FunctionalInterface
public interface WorkerLauncher {
    /**
     * @param workerId names the process in logs and messages
     * @throws IOException if the process cannot be started
     */
    WorkerProcess launch(String workerId, ReplicaSpec spec) throws IOException;
}
