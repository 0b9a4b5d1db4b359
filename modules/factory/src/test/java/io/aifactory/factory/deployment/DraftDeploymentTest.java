package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.factory.supervision.ReplicaSpec;
import io.aifactory.service.PostgresForTests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deployments with a model that guesses. */
@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class DraftDeploymentTest extends DeploymentFixture {
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
        open();
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
        awaitTrue(() -> processes.processes().size() >= count);
    }
}
