package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaSpec;
import io.aifactory.service.PostgresForTests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments with a model that guesses. */
@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class DraftDeploymentTest {
    @Inject DeploymentStore store;
    @Inject DataSource database;

    private final FakeWorkers processes = new FakeWorkers();
    private final LiveWorkers workers = new LiveWorkers();
    private Deployments deployments;

    @BeforeEach
    void open() {
        deployments = factory();
    }

    private Deployments factory() {
        return new Deployments(store, new NamedVersions(), workers, processes.replicas());
    }

    @AfterEach
    void close() throws SQLException {
        deployments.onShutdown(new ShutdownEvent());
        for (Deployment left : store.all()) {
            if (left instanceof Deployment.Present) {
                deployments.remove(left.name());
            }
        }
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("delete from factory.deployment");
        }
    }

    @Test
    void itIsResolvedAndShownAndGivenToTheWorkers() {
        deploy(Optional.of("d:2"));

        awaitWorkers(1);
        assertEquals(
                Optional.of(new ReplicaSpec.Draft("d:2", NamedVersions.manifest("d:2"))),
                processes.processes().getLast().spec().draft());
        assertEquals(
                new DeploymentReport.Draft("d:2", "d:2", NamedVersions.manifest("d:2").value()),
                deployments.reports().getFirst().draft());
    }

    @Test
    void anotherOneOrNoneTakesOtherWorkersAndTheSameDoesNot() {
        // Given
        deploy(Optional.of("d:2"));
        awaitWorkers(1);

        // When it is asked for once more
        deploy(Optional.of("d:2"));

        // Then nothing has changed, and with another one or none it does
        assertEquals(1, processes.processes().size());
        deploy(Optional.of("d:3"));
        awaitWorkers(2);
        deploy(Optional.empty());
        awaitWorkers(3);
        assertEquals(Optional.empty(), processes.processes().getLast().spec().draft());
        assertEquals(Optional.empty(), store.find("m").orElseThrow().spec().draft());
    }

    @Test
    void itIsServedWithAgainAfterTheControlPlaneWasStarted() {
        // Given
        deploy(Optional.of("d:2"));
        awaitWorkers(1);
        deployments.onShutdown(new ShutdownEvent());

        // When
        deployments = factory();
        deployments.onStart(new StartupEvent());

        // Then
        awaitWorkers(2);
        assertEquals(
                Optional.of(new ReplicaSpec.Draft("d:2", NamedVersions.manifest("d:2"))),
                processes.processes().getLast().spec().draft());
    }

    private void deploy(Optional<String> draft) {
        deployments.deploy(
                "m",
                "m:1",
                1,
                4,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                draft.map(DraftRequest::new));
    }

    private void awaitWorkers(int count) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (processes.processes().size() < count) {
            assertTrue(System.nanoTime() < deadline, "there are too few workers");
            LockSupport.parkNanos(2_000_000);
        }
    }
}
