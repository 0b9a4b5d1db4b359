package io.aifactory.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

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
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class ArchivingResourceTest {
    private static final String MODELS = "/api/v1/models/";

    @Inject BlobStore store;

    @Test
    void archivingAndRestoringAreSeenEverywhereAndRepeatingThemChangesNothing() {
        register("cycle", 1);

        for (int i = 0; i < 2; i++) {
            post("cycle/versions/1/archive")
                    .statusCode(200)
                    .body("reference", equalTo("cycle:1"))
                    .body("state", equalTo("ARCHIVED"));
        }
        get("cycle/versions/1").body("state", equalTo("ARCHIVED"));
        get("cycle/versions").body("state", equalTo(List.of("ARCHIVED")));
        get("cycle")
                .body("state", equalTo("ARCHIVED"))
                .body("versions.state", equalTo(List.of("ARCHIVED")));
        get("?after=cyckz&limit=1").body("state", equalTo(List.of("ARCHIVED")));

        for (int i = 0; i < 2; i++) {
            post("cycle/versions/1/restore").statusCode(200).body("state", equalTo("LIVE"));
        }
        get("cycle").body("state", equalTo("LIVE")).body("latestVersion", equalTo(1));
        get("cycle/events")
                .body(
                        "kind",
                        equalTo(
                                List.of(
                                        "VERSION_RESTORED",
                                        "VERSION_ARCHIVED",
                                        "VERSION_REGISTERED")))
                .body("version", equalTo(List.of(1, 1, 1)));
    }

    @Test
    void filesAndLineageOfAnArchivedVersionStayReadable() {
        register("readable", 1);
        post("readable/versions/1/archive").statusCode(200);

        get("readable/versions/1/files/config.json").body("vocab_size", equalTo(300));
        get("readable/versions/1/lineage").body("version", equalTo(1));
        get("readable/versions/1").body("contents.path", hasItems("model.safetensors"));
    }

    @Test
    void anAliasedVersionIsArchivedOnlyWhenItsAliasesAreMovedOrRemoved() {
        register("with-aliases", 1);
        register("with-aliases", 2);
        alias("with-aliases", "champion", 1).statusCode(200);
        alias("with-aliases", "canary", 1).statusCode(200);

        conflict(
                post("with-aliases/versions/1/archive"),
                "Version 1 of model 'with-aliases' cannot be archived while it has the aliases"
                        + " 'canary', 'champion'. First point each alias to another version with"
                        + " PUT /api/v1/models/with-aliases/aliases/canary or remove it with DELETE"
                        + " /api/v1/models/with-aliases/aliases/canary.");
        get("with-aliases/versions/1").body("state", equalTo("LIVE"));

        alias("with-aliases", "champion", 2).statusCode(200);
        given().delete(MODELS + "with-aliases/aliases/canary")
                .then()
                .statusCode(200)
                .body("reference", equalTo("with-aliases:1"))
                .body("aliases", equalTo(List.of()));
        post("with-aliases/versions/1/archive").statusCode(200);
        get("with-aliases").body("aliases", equalTo(Map.of("champion", 2)));
        get("with-aliases/events?limit=2")
                .body("kind", equalTo(List.of("VERSION_ARCHIVED", "ALIAS_REMOVED")))
                .body("[1].alias", equalTo("canary"))
                .body("[1].version", equalTo(1));
    }

    @Test
    void anArchivedVersionTakesNoAliasUntilItIsRestored() {
        register("no-alias", 1);
        post("no-alias/versions/1/archive").statusCode(200);

        conflict(
                alias("no-alias", "champion", 1),
                "Version 1 of model 'no-alias' is archived, so that it cannot take the alias"
                        + " 'champion'. Restore it with POST"
                        + " /api/v1/models/no-alias/versions/1/restore, or choose a live version.");
        get("no-alias").body("aliases", equalTo(Map.of()));

        post("no-alias/versions/1/restore").statusCode(200);
        alias("no-alias", "champion", 1).statusCode(200).body("state", equalTo("LIVE"));
    }

    @Test
    void aReferenceMeansTheVersionThatWouldBeDeployed() {
        register("meaning", 1);
        register("meaning", 2);
        alias("meaning", "canary", 1);

        reference("meaning").statusCode(200).body("reference", equalTo("meaning:2"));
        reference("meaning:1").statusCode(200).body("reference", equalTo("meaning:1"));
        reference("meaning@canary").statusCode(200).body("aliases", equalTo(List.of("canary")));
        post("meaning/versions/2/archive").statusCode(200);
        reference("meaning").statusCode(200).body("reference", equalTo("meaning:1"));
        conflict(
                reference("meaning:2"),
                "Version 2 of model 'meaning' is archived. Restore it with POST"
                        + " /api/v1/models/meaning/versions/2/restore, or name a live version.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "unknown:1", "unknown@champion", "Not A Name", ".."})
    void aReferenceThatMeansNothingIsNotFound(String text) {
        reference(text).statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent/versions/1/archive",
                "absent/versions/1/restore",
                "known/versions/2/archive",
                "known/versions/2/restore"
            })
    void whatDoesNotExistIsNeitherArchivedNorRestored(String path) {
        register("known", 1);

        post(path).statusCode(404).body("code", equalTo("model_not_found"));
    }

    @Test
    void anAliasThatDoesNotExistIsNotRemoved() {
        register("without-alias", 1);

        given().delete(MODELS + "without-alias/aliases/champion")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"))
                .body("detail", equalTo("Model 'without-alias' has no alias 'champion'."));
        given().delete(MODELS + "absent/aliases/champion")
                .then()
                .statusCode(404)
                .body("code", equalTo("model_not_found"));
    }

    private void register(String model, float weight) {
        given().contentType("application/json")
                .body(Map.of("manifest", new TinyModel(weight).publish(store).value()))
                .post(MODELS + model + "/versions");
    }

    private static ValidatableResponse get(String path) {
        return given().get(MODELS + path).then().statusCode(200);
    }

    private static ValidatableResponse post(String path) {
        return given().post(MODELS + path).then();
    }

    private static ValidatableResponse reference(String text) {
        return given().get("/api/v1/model-references/{reference}", text).then();
    }

    private static ValidatableResponse alias(String model, String alias, int version) {
        return given().contentType("application/json")
                .body(Map.of("version", version))
                .put(MODELS + model + "/aliases/" + alias)
                .then();
    }

    private static void conflict(ValidatableResponse response, String detail) {
        response.statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("conflict"))
                .body("retryable", equalTo(false))
                .body("detail", equalTo(detail));
    }
}
