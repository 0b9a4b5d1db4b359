package io.aifactory.factory.deployment;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaSpec;
import io.aifactory.factory.supervision.ReplicaView;
import io.aifactory.service.PostgresForTests;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class DeploymentsTest extends DeploymentFixture {
    private static final String NO_MEMORY = "The model needs 9 MiB; 1 MiB are there.";

    @Test
    void aModelNoWorkerCanLoadFailsUntilItIsAskedForAgain() {
        // Given
        processes.refuse(NO_MEMORY);

        // When
        deploy("m", "m:1", 2, 4);

        // Then two workers were tried once each
        assertEquals(NO_MEMORY, await("FAILED").reason());
        assertEquals(2, processes.processes().size());

        // When it would load now
        processes.refuse("");
        assertEquals("STARTING", deploy("m", "m:1", 2, 4).label());

        // Then
        await("SERVING");
        assertEquals(4, processes.processes().size());
        assertEquals(
                List.of("READY", "READY"),
                workers.views().stream().map(ReplicaView::state).toList());
        assertEquals("SERVING", deploy("m", "m:1", 2, 4).label());
        assertEquals(4, processes.processes().size(), "asked for once more, nothing changes");
    }

    @Test
    void aVersionThatIsArchivedGoesOnServingButIsNotDeployedAnew() {
        // Given
        deploy("m", "m:1", 1, 4);
        await("SERVING");
        FakeWorkers.FakeProcess worker = processes.processes().getFirst();

        // When
        registry.archive("m:1");
        FactoryException refusal =
                assertThrows(FactoryException.class, () -> deploy("n", "m:1", 1, 4));

        // Then
        assertEquals(ErrorCode.CONFLICT, refusal.code());
        assertTrue(worker.isAlive());
        assertEquals("SERVING", store.find("m").orElseThrow().label());
        assertEquals(1, store.all().size());
    }

    @Test
    void anotherVersionTakesOverWhenItIsReady() {
        // Given
        deploy("m", "m:1", 1, 4);
        await("SERVING");
        FakeWorkers.FakeProcess old = processes.processes().getFirst();

        // When
        processes.holdLoading();
        deploy("m", "m:2", 1, 4);

        // Then the old version serves until the new one does
        processes.awaitLoading();
        assertEquals(1, workers.workers().size());
        assertTrue(old.isAlive());
        assertEquals(0, deployments.reports().getFirst().ready());
        processes.goOnLoading();
        await("SERVING");
        awaitTrue(() -> !old.isAlive() && workers.views().size() == 1);
        assertEquals(
                NamedVersions.manifest("m:2"), processes.processes().getLast().spec().manifest());
        assertEquals(1, deployments.reports().getFirst().ready());
    }

    @Test
    void theOldVersionGoesFirstWhereBothDoNotFit() {
        // Given
        deploy("m", "m:1", 1, 4);
        await("SERVING");
        processes.refuseBeyond(1, NO_MEMORY);

        // When
        deploy("m", "m:2", 1, 4);

        // Then
        await("SERVING");
        awaitTrue(() -> workers.views().size() == 1);
        assertEquals(
                List.of(false, false, true),
                processes.processes().stream().map(FakeWorkers.FakeProcess::isAlive).toList());
        assertEquals(
                NamedVersions.manifest("m:2"), processes.processes().getLast().spec().manifest());
    }

    @Test
    void removingEndsTheOldVersionsWorkersToo() {
        deploy("m", "m:1", 1, 4);
        await("SERVING");
        processes.holdLoading();
        deploy("m", "m:2", 1, 4);
        processes.awaitLoading();

        deployments.remove("m");

        processes.goOnLoading();
        assertTrue(processes.processes().stream().noneMatch(FakeWorkers.FakeProcess::isAlive));
        assertEquals("STOPPED", store.find("m").orElseThrow().label());
        assertEquals(List.of(), workers.views());
    }

    @Test
    void itsEventsSayWhatHappenedToItEvenAfterItsEnd() {
        deploy("m", "m:1", 1, 4);
        await("SERVING");
        processes.refuse(NO_MEMORY);
        processes.processes().getFirst().die();
        await("FAILED");
        deployments.remove("m");

        List<Map<String, Object>> events =
                given().queryParam("limit", 3)
                        .get("/api/v1/deployments/m/events")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("$");

        assertEquals(List.of("STOPPED", "FAILED"), all("state", events).subList(0, 2));
        assertEquals(List.of("removed by request", NO_MEMORY), all("detail", events).subList(0, 2));
        assertEquals(3, events.size());
    }

    private static List<Object> all(String field, List<Map<String, Object>> events) {
        return events.stream().map(event -> event.get(field)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update factory.deployment_event set state = 'SERVING'",
                "delete from factory.deployment_event",
                "truncate factory.deployment_event"
            })
    void whatHasHappenedCannotBeRewritten(String statement) throws SQLException {
        deploy("m", "m:1", 1, 4);
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {

            SQLException refused = assertThrows(SQLException.class, () -> sql.execute(statement));

            assertTrue(String.valueOf(refused.getMessage()).contains("are never changed"));
        }
    }

    @Test
    void adaptersAreResolvedKeptShownAndHandedToTheWorkersAlsoAfterARestart() {
        // When
        deploy("m", "m:1", 1, 4, adapter("polite", "p:3"), adapter("terse", "t:1"));
        await("SERVING");

        // Then
        List<ReplicaSpec.Adapter> handed =
                List.of(
                        new ReplicaSpec.Adapter("polite", NamedVersions.manifest("p:3")),
                        new ReplicaSpec.Adapter("terse", NamedVersions.manifest("t:1")));
        assertEquals(handed, processes.processes().getFirst().spec().adapters());
        assertEquals(
                List.of(
                        new DeploymentReport.Adapter(
                                "polite", "p:3", "p:3", NamedVersions.manifest("p:3").value()),
                        new DeploymentReport.Adapter(
                                "terse", "t:1", "t:1", NamedVersions.manifest("t:1").value())),
                deployments.reports().getFirst().adapters());

        // When the control plane starts again
        FakeWorkers later = new FakeWorkers();
        var again = new Deployments(store, registry, new LiveWorkers(), later.replicas());
        again.onStart(new StartupEvent());

        // Then
        awaitTrue(() -> !later.processes().isEmpty());
        assertEquals(handed, later.processes().getFirst().spec().adapters());
        again.onShutdown(new ShutdownEvent());
    }

    @Test
    void otherAdaptersAreAnotherDeploymentAndTheSameOnesAreNot() {
        deploy("m", "m:1", 1, 4, adapter("polite", "p:1"));
        await("SERVING");

        deploy("m", "m:1", 1, 4, adapter("polite", "p:1"));
        assertEquals(1, processes.processes().size());
        deploy("m", "m:1", 1, 4, adapter("polite", "p:2"));
        awaitTrue(() -> processes.processes().size() == 2);
        deploy("m", "m:1", 1, 4);
        awaitTrue(() -> processes.processes().size() == 3);
        assertEquals(List.of(), store.find("m").orElseThrow().spec().adapters());
    }

    private static AdapterRequest adapter(String name, String reference) {
        return new AdapterRequest(name, reference);
    }

    private Deployment deploy(
            String name, String model, int count, int slots, AdapterRequest... adapters) {
        return deployments.deploy(
                name,
                model,
                count,
                slots,
                Optional.empty(),
                Optional.empty(),
                List.of(adapters),
                Optional.empty());
    }

    private Deployment await(String label) {
        return await(now -> now.label().equals(label));
    }
}
