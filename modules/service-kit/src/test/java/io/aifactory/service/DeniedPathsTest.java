package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a path is written, the annotation of the endpoint it leads to decides. The bypasses known
 * of Quarkus (CVE-2023-4853, CVE-2026-39852, CVE-2026-50559) are of policies on paths.
 */
@QuarkusTest
class DeniedPathsTest {
    @Path("/api/v1/doors")
    @PermitAll
    public static class Doors {
        @GET
        @Path("/open")
        public String open() {
            return "inside";
        }

        @GET
        @Path("/closed")
        @DenyAll
        public String closed() {
            return "inside";
        }

        @GET
        @Path("/admin")
        @RolesAllowed("admin")
        public String admin() {
            return "inside";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/doors/%s",
                "//api/v1/doors/%s",
                "/api//v1///doors//%s",
                "/api/v1/doors/%s/",
                "/api/v1/./doors/%s",
                "/api/v1/../v1/doors/%s",
                "/api/v1/%%2e%%2e/v1/doors/%s",
                "/api/v1/doors/open/%%2E%%2e/%s",
                "/api/v1/doors/open;/../%s",
                "/api/v1/doors/%s;x=y",
                "/api/v1/doors;x=y/%s",
                "/api/v1;x=y/doors/%s;",
            })
    void aPathInDisguiseLeadsToTheSameEndpointAndItsAnnotation(String path) throws Exception {
        assertEquals(200, status(path.formatted("open")), "the way to the door beside it");
        assertEquals(403, status(path.formatted("closed")));
        assertEquals(403, status(path.formatted("admin")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/doors/%s%%3Bx=y",
                "/api%%2Fv1/doors/%s",
                "/api/v1/doors%%2F%s",
                "/api/v1/doors%%252F%s",
                "/API/v1/doors/%s",
            })
    void aPathThatIsAnotherOneLeadsNowhere(String path) throws Exception {
        assertEquals(404, status(path.formatted("open")));
        assertEquals(404, status(path.formatted("closed")));
        assertEquals(404, status(path.formatted("admin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer admin"})
    void credentialsThatNobodyChecksOpenNothing(String credentials) throws Exception {
        assertEquals(200, status("/api/v1/doors/open", "Authorization", credentials));
        assertEquals(403, status("/api/v1/doors/admin", "Authorization", credentials));
    }

    /** Of a client that sends the path as it stands. */
    private static int status(String path, String... headers)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + RestAssured.port + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
