package io.aifactory.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.registry.TinyModel;
import io.aifactory.service.PostgresForTests;
import io.aifactory.storage.BlobStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class FilesResourceTest {
    private static final String FILES = "/api/v1/models/files/versions/1/files/";
    private static final int DATA_BYTES = 1_000_000;

    @Inject BlobStore store;
    @Inject ModelRegistry registry;
    private final byte[] weights = weights();
    private final String tag = "\"" + Digest.of(weights) + "\"";

    @BeforeEach
    void registerOneVersion() {
        registry.register(
                new ModelRegistration(
                        "files",
                        new TinyModel(1)
                                .with("model.safetensors", weights)
                                .with("docs/empty.txt", "")
                                .publish(store),
                        new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of()),
                        Set.of()));
    }

    @Test
    void fileArrivesWholeWithItsSizeAndDigest() {
        byte[] body =
                given().get(FILES + "model.safetensors")
                        .then()
                        .statusCode(200)
                        .header("Content-Length", Integer.toString(weights.length))
                        .header("ETag", tag)
                        .header("Accept-Ranges", "bytes")
                        .header("X-Content-Type-Options", "nosniff")
                        .contentType("application/octet-stream")
                        .extract()
                        .asByteArray();

        assertArrayEquals(weights, body);
    }

    @Test
    void jsonIsServedAsJsonAndAnEmptyFileAsNothing() {
        given().get(FILES + "config.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("model_type", equalTo("llama"));
        given().get(FILES + "docs/empty.txt").then().statusCode(200).header("Content-Length", "0");
    }

    @Test
    void headTellsSizeAndDigestWithoutTheContent() {
        given().head(FILES + "model.safetensors")
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(weights.length))
                .header("ETag", tag);
    }

    @Test
    void interruptedDownloadIsResumed() {
        byte[] rest =
                given().header("Range", "bytes=500000-")
                        .header("If-Range", tag)
                        .get(FILES + "model.safetensors")
                        .then()
                        .statusCode(206)
                        .header(
                                "Content-Range",
                                "bytes 500000-" + (weights.length - 1) + "/" + weights.length)
                        .header("Content-Length", Integer.toString(weights.length - 500_000))
                        .extract()
                        .asByteArray();

        assertArrayEquals(Arrays.copyOfRange(weights, 500_000, weights.length), rest);
    }

    @Test
    void rangeOfAnotherContentGivesTheWhole() {
        given().header("Range", "bytes=5-")
                .header("If-Range", "\"other\"")
                .get(FILES + "model.safetensors")
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(weights.length));
    }

    @Test
    void rangeBehindTheEndIsNotSatisfiable() {
        given().header("Range", "bytes=" + weights.length + "-")
                .get(FILES + "model.safetensors")
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + weights.length);
    }

    @Test
    void knownContentIsNotSentAgain() {
        given().header("If-None-Match", tag)
                .get(FILES + "model.safetensors")
                .then()
                .statusCode(304)
                .header("ETag", tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent.json",
                "..%2f..%2f..%2fconfig.json",
                "%2e%2e/%2e%2e/config.json",
                "..%5cconfig.json",
                "config.json%00",
                "%252e%252e/config.json",
                "docs",
                "docs/",
                "/etc/passwd"
            })
    void pathThatTheManifestDoesNotListIsNotFound(String path) {
        given().urlEncodingEnabled(false).get(FILES + path).then().statusCode(404);
    }

    private static byte[] weights() {
        byte[] data = new byte[DATA_BYTES];
        new Random(1).nextBytes(data);
        return TinyModel.safetensors(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                        .formatted(DATA_BYTES, DATA_BYTES),
                data);
    }
}
