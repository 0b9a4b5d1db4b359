package io.aifactory.factory.supervision.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.retry.Backoff;
import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.Replica;
import io.aifactory.factory.supervision.ReplicaSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    private final WriteBehind writes =
            new WriteBehind(
                    4,
                    Backoff.fresh(Duration.ofMillis(1), Duration.ofMillis(2)),
                    RecordedHistory::isRefused);

    @Test
    void whatADatabaseMissedIsWrittenInItsOrderWhenItIsBack() {
        // Given a database that is away for five tries
        var tries = new ArrayList<Integer>();
        writes.add(() -> {
            tries.add(tries.size());
            if (tries.size() <= 5) {
                throw failure("08006");
            }
            written.add(1);
        });
        writes.add(() -> written.add(2));

        // When
        writes.start();
        writes.add(() -> written.add(3));
        assertTrue(writes.close(LONG));

        // Then
        assertEquals(List.of(1, 2, 3), written);
        assertEquals(6, tries.size());
        assertEquals(0, writes.givenUp());
    }

    @Test
    void theOldestAreGivenUpWhenThereIsNoMoreRoom() {
        for (int i = 1; i <= 7; i++) {
            int number = i;
            writes.add(() -> written.add(number));
        }

        writes.start();
        assertTrue(writes.close(LONG));

        assertEquals(List.of(4, 5, 6, 7), written);
        assertEquals(3, writes.givenUp());
    }

    @Test
    void whatTheDatabaseRefusesDoesNotHoldUpTheRest() {
        writes.add(() -> {
            throw failure("23502");
        });
        writes.add(() -> written.add(2));

        writes.start();
        assertTrue(writes.close(LONG));

        assertEquals(List.of(2), written);
        assertEquals(1, writes.givenUp());
    }

    @Test
    void closingGivesUpOnADatabaseThatStaysAway() throws InterruptedException {
        var tries = new CountDownLatch(1);
        writes.add(() -> {
            tries.countDown();
            throw failure("08006");
        });
        writes.start();
        assertTrue(tries.await(20, TimeUnit.SECONDS));

        assertFalse(writes.close(Duration.ofMillis(1)));
    }

    @Test
    void aDatabaseThatHangsDelaysNoRestart() throws InterruptedException {
        // Given a write that does not come back
        var gate = new CountDownLatch(1);
        var workers = new FakeWorkers();
        var changed = new Semaphore(0);
        Replica replica =
                workers.replicas(change ->
                                writes.add(() -> {
                                    await(gate);
                                    written.add(change.restarts());
                                }))
                        .replica(
                                "m-1",
                                new ReplicaSpec("m", Digest.of(new byte[0]), 4),
                                changed::release);
        writes.start();
        replica.start();
        assertTrue(changed.tryAcquire(1, 20, TimeUnit.SECONDS), "READY");

        // When its process dies
        workers.processes().getFirst().die();

        // Then another one serves, although nothing was written yet
        assertTrue(changed.tryAcquire(3, 20, TimeUnit.SECONDS), "RESTARTING, STARTING, READY");
        assertEquals("m-1-2", replica.endpoint().orElseThrow().id());
        assertEquals(List.of(), written);
        gate.countDown();
        assertTrue(writes.close(LONG));
        assertEquals(List.of(0, 0, 1, 1, 1), written);
        replica.stop();
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException failure(String sqlState) {
        return new IllegalStateException(new SQLException("it failed", sqlState));
    }
}
