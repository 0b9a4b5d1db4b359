package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same model, kept in another precision under another name. */
@Order(5)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
class PrecisionE2E {
    private final PackagedFactory factory;

    PrecisionE2E(Demonstration demonstration) {
        factory = demonstration.factory();
    }

    @Test
    void aDeploymentIsKeptInThePrecisionItAsksFor() throws Exception {
        HttpResponse<String> deployed = deploy("rounded", "int4");
        assertTrue(deployed.statusCode() < 300, deployed.body());

        PackagedFactory.await(
                "the deployment serves",
                Duration.ofSeconds(90),
                () -> state("rounded").path("state").asText().equals("SERVING"));

        JsonNode deployment = factory.get("/api/v1/deployments/rounded");
        assertEquals("int4", deployment.path("precision").asText());
        PackagedFactory.await(
                "its worker says in which precision it keeps the model",
                Duration.ofSeconds(30),
                () ->
                        factory.get("/api/v1/deployments/rounded")
                                .path("quality")
                                .path("precision")
                                .asText()
                                .equals("int4"));
        assertTrue(factory.workerLogs().contains("'rounded' in INT4"), factory::workerLogs);
        assertEquals(204, factory.delete("/api/v1/deployments/rounded"));
        PackagedFactory.await(
                "it is served no longer",
                Duration.ofSeconds(30),
                () -> !factory.get("/v1/models").findValuesAsText("id").contains("rounded"));
    }

    @Test
    void aDeploymentWithAnSloSaysHowItsWorkersRun() throws Exception {
        HttpResponse<String> deployed =
                factory.post(
                        "/api/v1/deployments",
                        "{\"name\": \"prompt\", \"model\": \"%s\", \"slo\": {\"itlMillis\": 60000}}"
                                .formatted(MODEL));
        assertTrue(deployed.statusCode() < 300, deployed.body());

        PackagedFactory.await(
                "the deployment serves",
                Duration.ofSeconds(90),
                () -> state("prompt").path("state").asText().equals("SERVING"));

        assertEquals(60_000, state("prompt").path("slo").path("itlMillis").asInt());
        JsonNode operation = state("prompt").path("operations").path(0);
        assertEquals("f32", operation.path("precision").asText());
        assertEquals(32, operation.path("mostSequences").asInt());
        assertEquals("", operation.path("sloShortfall").asText());
        assertEquals(204, factory.delete("/api/v1/deployments/prompt"));
        PackagedFactory.await(
                "it is served no longer",
                Duration.ofSeconds(30),
                () -> !factory.get("/v1/models").findValuesAsText("id").contains("prompt"));
    }

    @Test
    void whatAPrecisionCostsIsMeasuredOnHeldOutTextAndShownBesideItsDeployment() throws Exception {
        String text =
                factory.run("bench", "quality", MODEL, "--precisions", "int4").succeeded().output();

        assertTrue(text.contains("Its trainer reported "), text);
        assertTrue(text.lines().anyMatch(l -> l.matches(" +F32 +[0-9.]+ .* 100\\.00 %")), text);
        assertTrue(text.lines().anyMatch(l -> l.matches(" +INT4 +[0-9.]+ .* [0-9.]+ %")), text);

        JsonNode version = factory.get("/api/v1/model-references/" + MODEL);
        JsonNode measured =
                factory.get("/api/v1/qualities?manifest=" + version.path("manifest").asText());
        JsonNode int4 = measured.get(0);
        double reported = version.path("metrics").path("held_out_bits_per_byte").asDouble();
        assertEquals(
                1, int4.path("bitsPerByteF32").asDouble() / reported, 1e-5, measured::toString);
        assertEquals("int4", int4.path("precision").asText());
        assertEquals(1, int4.path("bitsPerByte").asDouble() / reported, 0.05, measured::toString);
        assertTrue(int4.path("topTokenAgreement").asDouble() > 0.9, measured::toString);
        assertTrue(int4.path("heldOut").asBoolean(), measured::toString);

        deploy("measured", "int4");
        PackagedFactory.await(
                "the deployment shows it",
                Duration.ofSeconds(90),
                () ->
                        factory.get("/api/v1/deployments/measured")
                                .path("quality")
                                .has("bitsPerByte"));
        JsonNode quality = factory.get("/api/v1/deployments/measured").path("quality");
        assertEquals(int4.path("bitsPerByte"), quality.path("bitsPerByte"));
        assertEquals(int4.path("tokens"), quality.path("tokens"));
        String status = factory.run("status").succeeded().output();
        assertTrue(status.contains("  kept in int4: "), status);
        assertEquals(204, factory.delete("/api/v1/deployments/measured"));
    }

    @Test
    void aPrecisionThatDoesNotExistIsRefusedByName() throws Exception {
        HttpResponse<String> refused = deploy("rounded", "fp8");

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("must be auto, f32, bf16, int8 or int4"), refused::body);
    }

    private HttpResponse<String> deploy(String name, String precision) throws Exception {
        return factory.post(
                "/api/v1/deployments",
                "{\"name\": \"%s\", \"model\": \"%s\", \"precision\": \"%s\"}"
                        .formatted(name, MODEL, precision));
    }

    private JsonNode state(String name) throws IOException, InterruptedException {
        for (JsonNode deployment : factory.get("/api/v1/deployments")) {
            if (deployment.path("name").asText().equals(name)) {
                return deployment;
            }
        }
        throw new AssertionError("no deployment " + name);
    }
}
