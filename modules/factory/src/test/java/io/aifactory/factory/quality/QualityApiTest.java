package io.aifactory.factory.quality;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class QualityApiTest {
    @Inject QualityStore store;

    @Test
    void aMeasurementIsKeptAndTheNewestComesFirst() {
        add("a", "int8", false, 1.5);
        add("a", "int4", true, 1.6);

        given().get("/api/v1/qualities?manifest=" + digest("a"))
                .then()
                .statusCode(200)
                .body("$", hasSize(2))
                .body("[0].precision", equalTo("int4"))
                .body("[0].heldOut", equalTo(true))
                .body("[0].bitsPerByte", equalTo(1.6f))
                .body("[0].measuredAt", equalTo("2026-01-02T03:04:05Z"))
                .body("[1].precision", equalTo("int8"));
        given().get("/api/v1/qualities?limit=1").then().statusCode(200).body("$", hasSize(1));
    }

    @Test
    void ofOneVersionInOnePrecisionHeldOutTextCountsBeforeAnyOther() {
        add("b", "int4", false, 1.1);
        add("b", "int4", true, 1.2);
        add("b", "int4", true, 1.3);
        add("b", "int4", false, 1.4);
        add("b", "int8", true, 1.5);

        assertEquals(1.3, store.of(digest("b"), "int4").orElseThrow().bitsPerByte());
        assertTrue(store.of(digest("b"), "bf16").isEmpty());
        assertTrue(store.of(digest("nobody"), "int4").isEmpty());
    }

    @Test
    void figuresThatCannotBeAreRefusedByName() {
        refused(body("c", "fp8", true, 1), "must be f32, bf16, int8 or int4");
        refused(body("c", "int8", true, -1), "bitsPerByte");
        refused(body("c", "int8", true, 1).replace("0.99", "1.01"), "topTokenAgreement");
        refused(body("c", "int8", true, 1).replace("sha256:", "md5:"), "manifest");
        given().get("/api/v1/qualities?manifest=europarl")
                .then()
                .statusCode(400)
                .body("detail", containsString("sha256"));
    }

    private static void refused(String body, String detail) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/qualities")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body("detail", containsString(detail));
    }

    private static void add(String model, String precision, boolean heldOut, double bits) {
        given().contentType(ContentType.JSON)
                .body(body(model, precision, heldOut, bits))
                .post("/api/v1/qualities")
                .then()
                .statusCode(200);
    }

    private static String body(String model, String precision, boolean heldOut, double bits) {
        return """
        {"manifest":"%s","modelVersion":"%s:1","precision":"%s","text":"t","textDigest":"%s",
         "heldOut":%s,"tokens":10,"bytes":40,"bitsPerByte":%s,"bitsPerByteF32":1.0,
         "topTokenAgreement":0.99,"measuredAt":"2026-01-02T03:04:05Z"}
        """
                .formatted(digest(model), model, precision, digest("t"), heldOut, bits);
    }

    private static String digest(String name) {
        return Digest.of(name.getBytes(StandardCharsets.UTF_8)).value();
    }
}
