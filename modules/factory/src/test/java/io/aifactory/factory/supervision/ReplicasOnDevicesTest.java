package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.quarkus.runtime.ShutdownEvent;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicasOnDevicesTest {
    private static final WorkerDevice FIRST = new WorkerDevice.Cuda(0, "GPU-a");
    private static final WorkerDevice SECOND = new WorkerDevice.Cuda(1, "GPU-b");

    private final FakeWorkers processes = new FakeWorkers();
    private final LiveWorkers live = new LiveWorkers();
    private final Replicas replicas = processes.replicas(change -> {}, List.of(FIRST, SECOND));

    @AfterEach
    void stop() {
        live.onShutdown(new ShutdownEvent());
    }

    @Test
    void eachReplicaStartsOnADeviceOfItsOwnAndIsShownThere() {
        serve("m", 2);

        assertEquals(
                List.of("cuda:0", "cuda:1"),
                live.views().stream().map(ReplicaView::device).sorted().toList(),
                "each worker itself says " + FakeWorkers.DEVICE);
    }

    @Test
    void aRestartedWorkerComesBackOnItsDevice() {
        // Given
        List<Replica> both = serve("m", 2);
        FakeWorkers.FakeProcess lost = on(SECOND).getFirst();

        // When
        lost.die();
        await(() -> both.get(1).endpoint().isPresent() && processes.processes().size() == 3);

        // Then
        assertEquals(2, on(SECOND).size());
        assertEquals(1, on(FIRST).size());
    }

    @Test
    void whatARemovedReplicaLeavesIsTakenByTheNext() {
        List<Replica> both = serve("m", 2);

        live.remove(List.of(both.get(1)));
        serve("n", 1);

        assertEquals(2, on(SECOND).size());
    }

    @Test
    void aReplicaThatCouldNotLoadHoldsNoDevice() {
        // Given one that failed on the first device
        processes.refuse("The model needs 9 MiB; 1 MiB are there.");
        List<Replica> failed = replicas.replicas("m-1", spec("m"), 1, live, () -> {});
        live.add(failed);
        await(failed.getFirst()::hasFailed);

        // When another model comes
        processes.refuse("");
        serve("n", 1);

        // Then
        assertEquals(FIRST, processes.processes().getLast().spec().device().orElseThrow());
    }

    private List<Replica> serve(String model, int count) {
        List<Replica> added = replicas.replicas(model + "-1", spec(model), count, live, () -> {});
        live.add(added);
        await(() -> added.stream().allMatch(replica -> replica.endpoint().isPresent()));
        await(() -> added.stream().noneMatch(replica -> replica.view().pid() == 0));
        return added;
    }

    private static ReplicaSpec spec(String model) {
        return new ReplicaSpec(model, Digest.of(new byte[0]), 4);
    }

    private List<FakeWorkers.FakeProcess> on(WorkerDevice device) {
        return processes.processes().stream()
                .filter(process -> process.spec().device().orElseThrow().equals(device))
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never happened");
            LockSupport.parkNanos(2_000_000);
        }
    }
}
