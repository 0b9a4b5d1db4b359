package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaView;
import io.aifactory.service.PostgresForTests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class DeploymentsTest {
    private static final String NO_MEMORY = "The model needs 9 MiB; 1 MiB are there.";

    @Inject DeploymentStore store;
    @Inject DataSource database;

    private final FakeWorkers processes = new FakeWorkers();
    private final LiveWorkers workers = new LiveWorkers();
    private Deployments deployments;

    @BeforeEach
    void open() {
        deployments = new Deployments(store, new NamedVersions(), workers, processes.replicas());
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
    void aModelNoWorkerCanLoadFailsUntilItIsAskedForAgain() {
        // Given
        processes.refuse(NO_MEMORY);

        // When
        deployments.deploy("m", "m:1", 2, 4);

        // Then two workers were tried once each
        assertEquals(NO_MEMORY, await("FAILED").reason());
        assertEquals(2, processes.processes().size());

        // When it would load now
        processes.refuse("");
        assertEquals("STARTING", deployments.deploy("m", "m:1", 2, 4).label());

        // Then
        await("SERVING");
        assertEquals(4, processes.processes().size());
        assertEquals(
                List.of("READY", "READY"),
                workers.views().stream().map(ReplicaView::state).toList());
        assertEquals("SERVING", deployments.deploy("m", "m:1", 2, 4).label());
        assertEquals(4, processes.processes().size(), "asked for once more, nothing changes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update factory.deployment_event set state = 'SERVING'",
                "delete from factory.deployment_event",
                "truncate factory.deployment_event"
            })
    void whatHasHappenedCannotBeRewritten(String statement) throws SQLException {
        deployments.deploy("m", "m:1", 1, 4);
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {

            SQLException refused = assertThrows(SQLException.class, () -> sql.execute(statement));

            assertTrue(String.valueOf(refused.getMessage()).contains("are never changed"));
        }
    }

    private Deployment await(String label) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        Deployment now = store.find("m").orElseThrow();
        while (!now.label().equals(label)) {
            assertTrue(System.nanoTime() < deadline, "still " + now);
            LockSupport.parkNanos(2_000_000);
            now = store.find("m").orElseThrow();
        }
        return now;
    }
}
