package io.aifactory.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.aifactory.contracts.Digest;
import io.aifactory.registry.TinyModel;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class ModelsResourceTest {
    private static final String MODELS = "/api/v1/models";

    @Inject BlobStore store;

    @Test
    void registrationIsCreatedOnceAndThenFound() {
        Digest manifest = new TinyModel(1).publish(store);
        Map<String, Object> body =
                Map.of("manifest", manifest.value(), "aliases", List.of("champion"));

        register("rest-once", body)
                .statusCode(201)
                .header("Location", matchesPattern(".*/api/v1/models/rest-once/versions/1"))
                .body("reference", equalTo("rest-once:1"))
                .body("manifest", equalTo(manifest.value()))
                .body("aliases", equalTo(List.of("champion")))
                .body("runId", nullValue());
        register("rest-once", body).statusCode(200).body("version", equalTo(1));

        given().get(MODELS).then().statusCode(200).body("name", hasItem("rest-once"));
        given().get(MODELS + "/rest-once")
                .then()
                .statusCode(200)
                .body("latestVersion", equalTo(1))
                .body("aliases.champion", equalTo(1))
                .body("versions[0].version", equalTo(1))
                .body("createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        given().get(MODELS + "/rest-once/versions/1")
                .then()
                .statusCode(200)
                .body("reference", equalTo("rest-once:1"))
                .body("files", equalTo(3))
                .body(
                        "contents.path",
                        equalTo(List.of("config.json", "model.safetensors", "tokenizer.json")))
                .body("contents[0].digest", matchesPattern("sha256:[0-9a-f]{64}"));
    }

    @Test
    void lineageLeadsFromModelToDocuments() {
        Digest dataset = TinyModel.publishDataset(store);
        register(
                        "rest-lineage",
                        Map.of(
                                "manifest",
                                new TinyModel(1).publish(store).value(),
                                "lineage",
                                Map.of(
                                        "runId",
                                        "run-7",
                                        "dataset",
                                        dataset.value(),
                                        "metrics",
                                        Map.of("held_out_bits_per_byte", 1.75),
                                        "parameters",
                                        Map.of("steps", "300"))))
                .statusCode(201);

        given().get(MODELS + "/rest-lineage/versions/1/lineage")
                .then()
                .statusCode(200)
                .body("run.id", equalTo("run-7"))
                .body("run.metrics.held_out_bits_per_byte", equalTo(1.75f))
                .body("run.parameters.steps", equalTo("300"))
                .body("dataset.digest", equalTo(dataset.value()))
                .body("dataset.available", equalTo(true))
                .body("dataset.name", equalTo("corpus"))
                .body("dataset.trainTokens", equalTo(100))
                .body("dataset.heldOutTokens", equalTo(10))
                .body("dataset.documents.read", equalTo(6))
                .body("dataset.documents.kept", equalTo(4))
                .body("dataset.documents.duplicates", equalTo(1))
                .body("dataset.documents.rejected.too_short", equalTo(1))
                .body("dataset.sources[0].uri", equalTo("maven:g:a:1"))
                .body("dataset.sources[0].licence", equalTo("CC0-1.0"));
    }

    @Test
    void modelFromOutsideHasNoRunAndNoDataset() {
        register("rest-outside", Map.of("manifest", new TinyModel(1).publish(store).value()))
                .statusCode(201);

        given().get(MODELS + "/rest-outside/versions/1/lineage")
                .then()
                .statusCode(200)
                .body("run", nullValue())
                .body("dataset", nullValue());
    }

    @Test
    void aliasMovesAndItsHistoryIsKept() {
        for (int weight = 1; weight <= 2; weight++) {
            register("rest-alias", Map.of("manifest", new TinyModel(weight).publish(store).value()))
                    .statusCode(201);
        }

        for (int version : new int[] {1, 2}) {
            given().contentType("application/json")
                    .body(Map.of("version", version))
                    .put(MODELS + "/rest-alias/aliases/champion")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(version))
                    .body("aliases", equalTo(List.of("champion")));
        }

        given().get(MODELS + "/rest-alias/events")
                .then()
                .statusCode(200)
                .body(
                        "kind",
                        equalTo(
                                List.of(
                                        "ALIAS_MOVED",
                                        "ALIAS_MOVED",
                                        "VERSION_REGISTERED",
                                        "VERSION_REGISTERED")))
                .body("[0].previousVersion", equalTo(1))
                .body("[0].version", equalTo(2));
        given().get(MODELS + "/rest-alias/versions?before=2")
                .then()
                .body("version", equalTo(List.of(1)));
    }

    @Test
    void pagesOfModelsFollowEachOther() {
        for (String name : List.of("zz-page-a", "zz-page-b", "zz-page-c")) {
            register(name, Map.of("manifest", new TinyModel(1).publish(store).value()));
        }

        given().get(MODELS + "?after=zz-page-a&limit=1")
                .then()
                .body("name", equalTo(List.of("zz-page-b")));
    }

    @ParameterizedTest
    @CsvSource({
        "/absent",
        "/absent/versions",
        "/absent/events",
        "/absent/versions/1",
        "/absent/versions/1/lineage",
        "/absent/versions/1/files/config.json",
        "/Not%20A%20Name",
        "/..%2f..%2fetc%2fpasswd"
    })
    void unknownModelIsNotFound(String path) {
        given().urlEncodingEnabled(false)
                .get(MODELS + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("model_not_found"));
    }

    @Test
    void missingBlobNamesTheFileAndRegistersNothing() {
        Digest manifest = new TinyModel(987).publishManifestOnly(store);

        register("rest-missing", Map.of("manifest", manifest.value()))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("model_invalid"))
                .body("detail", containsString("model.safetensors"));

        given().get(MODELS + "/rest-missing").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"manifest\":\"../../etc/passwd\"}",
                "{\"manifest\":\"sha256:zz\"}",
                "{\"manifest\":7}",
                "{\"manifest\":",
                "{\"manifest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"aliases\":[null]}",
                "{\"manifest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"lineage\":{\"dataset\":\"file:///etc\"}}",
                "{\"manifest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"lineage\":{\"metrics\":{\"a\":null}}}"
            })
    void malformedRegistrationIsTheCallersFault(String body) {
        given().contentType("application/json")
                .body(body)
                .post(MODELS + "/rest-malformed/versions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"version\":0}", "{\"version\":\"x\"}", ""})
    void malformedAliasMoveIsTheCallersFault(String body) {
        given().contentType("application/json")
                .body(body)
                .put(MODELS + "/any/aliases/champion")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void nameThatIsNotAllowedIsRefused() {
        register("UPPER", Map.of("manifest", new TinyModel(1).publish(store).value()))
                .statusCode(400)
                .body("code", equalTo("model_invalid"))
                .body("parameter", equalTo("name"));
    }

    private static ValidatableResponse register(String model, Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post(MODELS + "/" + model + "/versions")
                .then();
    }
}
