package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of a control plane: killed and started again, then stopped for good; the last class. */
@Order(7)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlPlaneE2E {
    private final Demonstration demonstration;
    private final PackagedFactory factory;

    ControlPlaneE2E(Demonstration demonstration) {
        this.demonstration = demonstration;
        factory = demonstration.factory();
    }

    @Test
    @Order(1)
    void aKilledControlPlaneTakesItsWorkersWithItAndServesTheSameModelAfterTheNextStart()
            throws Exception {
        // Given
        ProcessHandle control = factory.controlPlane().orElseThrow();
        ProcessHandle worker = factory.readyWorker().orElseThrow();
        String id = workerId();

        // When
        control.destroyForcibly();

        // Then its worker ends by itself
        PackagedFactory.await(
                "end of both processes",
                Duration.ofSeconds(20),
                () -> !PackagedFactory.lives(control) && !PackagedFactory.lives(worker));

        // And the next start serves the same model
        factory.run("start", "--port", "0").succeeded();
        factory.awaitService();
        JsonNode deployments = factory.get("/api/v1/deployments");
        assertTrue(deployments.findValuesAsText("name").contains(MODEL), deployments::toString);
        HttpResponse<String> answer =
                factory.post(
                        "/v1/completions",
                        "{\"model\":\"" + MODEL + "\",\"prompt\":\"El gato\",\"max_tokens\":4}");
        assertEquals(200, answer.statusCode(), answer.body());

        // And closes what the killed one could not
        JsonNode last = factory.awaitEvents(id, ControlPlaneE2E::isStop).path(0);
        assertEquals("the control plane had ended", last.path("detail").asText());
    }

    @Test
    @Order(2)
    void anOrderlyStopIsTheLastThingThatIsKnownOfAWorker() throws Exception {
        // Given
        String id = workerId();

        // When
        factory.run("stop").succeeded();
        factory.run("start", "--port", "0").succeeded();
        factory.awaitService();

        // Then the stop was written before the database ended, so the start had nothing to close
        JsonNode last = factory.awaitEvents(id, ControlPlaneE2E::isStop).path(0);
        assertEquals("", last.path("detail").asText());
    }

    private static boolean isStop(JsonNode event) {
        return event.path("state").asText().equals("STOPPED");
    }

    private String workerId() throws Exception {
        return factory.get("/api/v1/workers").path(0).path("id").asText();
    }

    @Test
    @Order(3)
    void stopLeavesNoProcessAndTheDataStay() throws Exception {
        // Given
        ProcessHandle control = factory.controlPlane().orElseThrow();
        List<ProcessHandle> family = new ArrayList<>(control.descendants().toList());
        family.add(control);
        assertTrue(family.size() >= 3, "control plane, database and worker: " + family);

        // When
        factory.run("stop").succeeded();

        // Then
        assertEquals(List.of(), family.stream().filter(PackagedFactory::lives).toList());
        assertEquals(3, factory.run("status").status());
        assertTrue(Files.exists(demonstration.folder().resolve("home/postgres/data/PG_VERSION")));
    }
}
