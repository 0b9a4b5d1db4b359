package io.aifactory.scheduler.testing;

import io.aifactory.contracts.worker.WorkerDirectory;
import io.aifactory.contracts.worker.WorkerEndpoint;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The directory of the tests. */
@Singleton
public class ListedWorkers implements WorkerDirectory {
    private final List<WorkerEndpoint> listed = new CopyOnWriteArrayList<>();
    private final Set<String> suspects = ConcurrentHashMap.newKeySet();

    public void list(WorkerEndpoint worker) {
        listed.add(worker);
    }

    public void unlist(WorkerEndpoint worker) {
        listed.remove(worker);
    }

    @Override
    public boolean expects(String model) {
        return true;
    }

    public boolean isSuspect(String workerId) {
        return suspects.contains(workerId);
    }

    @Override
    public List<WorkerEndpoint> workers() {
        return List.copyOf(listed);
    }

    @Override
    public void suspect(String workerId) {
        suspects.add(workerId);
    }
}
