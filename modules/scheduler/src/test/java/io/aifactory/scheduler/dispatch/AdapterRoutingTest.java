package io.aifactory.scheduler.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdapterRoutingTest {
    private static final String MANIFEST = "sha256:base";
    private static final AdapterChoice OLDER = new AdapterChoice("polite", "sha256:1");
    private static final AdapterChoice NEWER = new AdapterChoice("polite", "sha256:2");

    private final Dispatcher dispatcher =
            new Dispatcher(Policy.of(new LeastLoaded()), 2, System::nanoTime);
    private final AtomicInteger sequences = new AtomicInteger();

    private void report(String worker, AdapterChoice... adapters) {
        dispatcher.workerReported(
                worker, "m", MANIFEST, Set.of(adapters), new WorkerReport(2, 0, 0), 0);
    }

    private Lease acquire(AdapterChoice adapter) {
        var features = new RequestFeatures("r" + sequences.getAndIncrement(), "t", "m", 1, 1);
        return dispatcher.acquire(
                new Ticket(features, MANIFEST, adapter, Set.of()), Duration.ofSeconds(20), false);
    }

    @Test
    void anAdaptersSequencesGoOnlyToWorkersThatHaveItInItsVersion() {
        // Given workers with the older version of an adapter, with the newer, and without
        report("none");
        report("older", OLDER);
        report("newer", NEWER, new AdapterChoice("terse", "sha256:3"));

        assertEquals("newer", acquire(NEWER).workerId());
        assertEquals("newer", acquire(NEWER).workerId());
        assertEquals("older", acquire(OLDER).workerId());
        assertEquals("none", acquire(AdapterChoice.NONE).workerId());
    }

    @Test
    void whoAsksForAnAdapterThatHasGoneIsToldThatAnotherVersionServes() {
        report("newer", NEWER);

        FactoryException error = assertThrows(FactoryException.class, () -> acquire(OLDER));

        assertEquals(ErrorCode.MODEL_REPLACED, error.code());
    }

    @Test
    void whoAsksForAnAdapterThatOnlyALostWorkerHadWaitsForItsReturn() throws Exception {
        // Given a worker without adapters, and one with, which is asked again what it has
        report("none");
        report("newer", NEWER);
        dispatcher.workerLost("newer");

        // When
        CompletableFuture<Lease> waiting = CompletableFuture.supplyAsync(() -> acquire(NEWER));
        Await.until("it waits", () -> dispatcher.queued("m") == 1);
        report("newer", NEWER);

        // Then
        assertEquals("newer", waiting.get(20, TimeUnit.SECONDS).workerId());
    }
}
