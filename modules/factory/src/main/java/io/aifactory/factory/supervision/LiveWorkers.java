package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.WorkerDirectory;
import io.aifactory.contracts.worker.WorkerEndpoint;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All replicas of this control plane; the scheduler asks it who serves. */
@ApplicationScoped
public class LiveWorkers implements WorkerDirectory {
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();

    @Override
    public List<WorkerEndpoint> workers() {
        return replicas.stream()
                .flatMap(replica -> replica.endpoint().stream())
                .sorted(Comparator.comparing(WorkerEndpoint::id))
                .toList();
    }

    @Override
    public boolean expects(String model) {
        return replicas.stream().anyMatch(replica -> replica.view().model().equals(model));
    }

    @Override
    public void suspect(String workerId) {
        replicas.stream()
                .filter(replica -> replica.view().workerId().equals(workerId))
                .forEach(Replica::suspect);
    }

    /** Replicas that were given a device and may hold memory of it. */
    List<DeviceSpread.Placed> placed() {
        return replicas.stream()
                .filter(replica -> !replica.hasFailed())
                .flatMap(replica ->
                        replica.spec().device().stream()
                                .map(d -> new DeviceSpread.Placed(replica.spec().name(), d)))
                .toList();
    }

    /** What people see. */
    public List<ReplicaView> views() {
        return replicas.stream().map(Replica::view).toList();
    }

    /** Starts these and keeps them alive until they are removed. */
    public void add(Collection<Replica> added) {
        replicas.addAll(added);
        added.forEach(Replica::start);
    }

    /** Stops these at the same time; returns when their processes are gone. */
    public void remove(Collection<Replica> removed) {
        var stops = new ArrayList<Thread>();
        for (Replica replica : removed) {
            stops.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    replica.stop();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        try {
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        replicas.removeAll(removed);
    }

    void onShutdown(@Observes ShutdownEvent event) {
        remove(List.copyOf(replicas));
    }
}
