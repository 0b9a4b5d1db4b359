package io.aifactory.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemMapperTest {
    @Path("/problems")
    @PermitAll
    public static class Failing {
        public record Order(@Min(1) int count) {}

        @GET
        @Path("/full")
        public String full() {
            throw new FactoryException(ErrorCode.QUEUE_FULL, "32 of 32 places are taken")
                    .withRetryAfter(Duration.ofMillis(1_500));
        }

        @GET
        @Path("/defect")
        public String defect() {
            throw new IllegalStateException("jdbc:postgresql://10.0.0.1 secret");
        }

        @POST
        public int order(@Valid Order order) {
            return order.count();
        }
    }

    @Test
    void aKnownErrorIsAProblemWithItsCodeAndRetryAfter() {
        given().get("/problems/full")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .body("type", equalTo("urn:aifactory:problem:queue_full"))
                .body("code", equalTo("queue_full"))
                .body("detail", equalTo("32 of 32 places are taken"))
                .body("retryable", equalTo(true));
    }

    @Test
    void aDefectLeaksNothing() {
        given().get("/problems/defect")
                .then()
                .statusCode(500)
                .body("code", equalTo("internal"))
                .body("detail", not(containsString("jdbc")));
    }

    @Test
    void malformedJsonNamesThePlace() {
        given().contentType("application/json")
                .body("{\"count\": 1,,}")
                .post("/problems")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_json"))
                .body("detail", containsString("line 1"))
                .body("parameter", nullValue());
    }

    @Test
    void aValueOfTheWrongTypeNamesTheField() {
        given().contentType("application/json")
                .body("{\"count\": \"many\"}")
                .post("/problems")
                .then()
                .statusCode(400)
                .body("parameter", equalTo("count"));
    }

    @Test
    void aValueOutOfRangeNamesTheField() {
        given().contentType("application/json")
                .body("{\"count\": 0}")
                .post("/problems")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("parameter", equalTo("count"))
                .body("detail", containsString("must be greater than or equal to 1"));
    }

    @Test
    void anUnknownPathIsNotFound() {
        given().get("/nowhere").then().statusCode(404);
    }
}
