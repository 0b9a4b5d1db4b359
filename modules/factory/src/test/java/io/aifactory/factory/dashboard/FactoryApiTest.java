package io.aifactory.factory.dashboard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class FactoryApiTest {
    private static final String FRONTIER =
            """
            {"model":"m","modelVersion":"m:1","device":"cpu","currency":"USD",
             "measuredAt":"2026-01-02T03:04:05Z","points":[{"label":"concurrency 1","concurrency":1,
             "tokensPerSecondPerUser":300.5,"tokensPerSecondPerDevice":290,"joulesPerToken":0.02,
             "moneyPerMillionTokens":0.2,"firstTokenMillisP50":5,"firstTokenMillisP99":9,
             "estimated":true}]}
            """;

    @Test
    void aMeasuredFrontierIsKeptAndTheNewestComesFirst() {
        given().contentType(ContentType.JSON)
                .body(FRONTIER)
                .post("/api/v1/frontiers")
                .then()
                .statusCode(200);

        given().get("/api/v1/frontiers")
                .then()
                .statusCode(200)
                .body("[0].modelVersion", equalTo("m:1"))
                .body("[0].measuredAt", equalTo("2026-01-02T03:04:05Z"))
                .body("[0].points", hasSize(1))
                .body("[0].points[0].tokensPerSecondPerUser", equalTo(300.5f));
    }

    @Test
    void thePricesAreThoseThatUsageIsChargedWith() {
        given().get("/api/v1/prices")
                .then()
                .statusCode(200)
                .body("prices.currency", equalTo("USD"))
                .body("prices.moneyPerKilowattHour", equalTo(0.13f))
                .body("machinePerHour", equalTo(0.096f));
    }

    @Test
    void aFrontierWithoutPointsIsRefusedAsAProblem() {
        given().contentType(ContentType.JSON)
                .body(FRONTIER.replaceAll("(?s)\\[\\{.*}]", "[]"))
                .post("/api/v1/frontiers")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_request"))
                .body("detail", containsString("points"));
    }

    @Test
    void anUnknownModelCannotBeDeployedAndLeavesNothingBehind() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"x\",\"model\":\"nobody@champion\"}")
                .post("/api/v1/deployments")
                .then()
                .statusCode(404)
                .body("code", equalTo("model_not_found"))
                .body("detail", containsString("nobody@champion"));

        given().get("/api/v1/deployments").then().statusCode(200).body("$", hasSize(0));
        given().get("/api/v1/workers").then().statusCode(200).body("$", hasSize(0));
        given().delete("/api/v1/deployments/x").then().statusCode(404);
        given().get("/api/v1/deployments/x")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"))
                .body("detail", containsString("'x'"));
        given().get("/api/v1/deployments/x/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not_found"))
                .body("detail", containsString("'x'"));
    }

    @Test
    void anAdapterNeedsANameThatCanBeServed() {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"name\":\"x\",\"model\":\"m\",\"adapters\":[{\"name\":\"No spaces\",\"model\":\"p\"}]}")
                .post("/api/v1/deployments")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("detail", containsString("[a-z0-9][a-z0-9._-]*"));
    }

    @Test
    void aDraftModelNeedsAReference() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"x\",\"model\":\"m\",\"draft\":{\"model\":\" \"}}")
                .post("/api/v1/deployments")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("detail", equalTo("'model' must not be blank"));
    }

    @Test
    void aDeploymentNeedsANameThatCanBeServed() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"No spaces\",\"model\":\"m\"}")
                .post("/api/v1/deployments")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("name"));
    }

    @Test
    void theOverviewOfAnIdleFactoryIsEmptyAndTheDashboardIsServed() {
        given().get("/api/v1/overview")
                .then()
                .statusCode(200)
                .body("workers", hasSize(0))
                .body("tokensPerSecond", equalTo(0.0f));
        given().get("/").then().statusCode(200).body(containsString("/dashboard/main.js"));
        given().get("/_static/echarts/6.0.0/dist/echarts.common.min.js").then().statusCode(200);
        given().get("/dashboard/text.es.json").then().statusCode(200);
        for (String path : List.of("/", "/dashboard/main.js", "/dashboard/text.en.json")) {
            given().get(path).then().header("Cache-Control", "no-cache");
        }
    }
}
