package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.service.PostgresForTests;
import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.ProcessIdentity;
import io.aifactory.training.store.JobStore;
import io.aifactory.training.support.Plans;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class JobEventsTest {
    @Inject JobStore store;
    @Inject JobQueue queue;
    @Inject EntityManager database;
    private final List<UUID> jobs = new ArrayList<>();

    @BeforeEach
    void letNobodyElseWorkOnTheJobs() throws InterruptedException {
        queue.stop();
    }

    @AfterEach
    void workAgain() {
        jobs.forEach(
                job -> store.change(job, JobState.Cancellable.class, JobState.Cancellable::cancel));
        queue.start();
    }

    @Test
    void everyChangeOfAnAttemptLeavesAnEvent() {
        // Given
        UUID id = jobWithStartingAttempt();

        // When
        store.changeAttempt(
                id,
                1,
                AttemptState.Starting.class,
                starting -> starting.launched(new ProcessIdentity(4_711, 5)));
        store.changeAttempt(
                id, 1, AttemptState.Starting.class, AttemptState.Starting::failedToStart);
        store.changeAttempt(id, 1, AttemptState.Running.class, running -> running.died(137));

        // Then
        assertEquals(
                List.of(
                        "1 attempt:STARTING Starting[]",
                        "1 attempt:RUNNING Running[process=ProcessIdentity[pid=4711,"
                                + " startMillis=5]]",
                        "1 attempt:DIED Died[exitStatus=137]"),
                database.createNativeQuery(
                                """
                                select attempt || ' ' || kind || ' ' || detail
                                from training.job_event
                                where job_id = :job and attempt is not null order by id
                                """,
                                String.class)
                        .setParameter("job", id)
                        .getResultList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update training.job_event set detail = 'x'",
                "delete from training.job_event",
                "truncate training.job_event"
            })
    void anEventIsNeverChanged(String change) {
        jobWithStartingAttempt();

        PersistenceException refusal =
                assertThrows(
                        PersistenceException.class,
                        () ->
                                QuarkusTransaction.requiringNew()
                                        .run(() ->
                                                database.createNativeQuery(change)
                                                        .executeUpdate()));

        String reason = String.valueOf(refusal.getMessage());
        assertTrue(reason.contains("rows of job_event are never changed"), reason);
    }

    private UUID jobWithStartingAttempt() {
        UUID id =
                store.submit(
                                Plans.plan(
                                        "events",
                                        Plans.spec(
                                                Digest.of(new byte[0]),
                                                10,
                                                TrainingJobFixture.SEED.incrementAndGet())))
                        .job()
                        .id();
        jobs.add(id);
        assertEquals(Optional.of(1), store.startAttempt(id));
        return id;
    }
}
