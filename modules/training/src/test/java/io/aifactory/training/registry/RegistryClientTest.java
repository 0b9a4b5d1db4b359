package io.aifactory.training.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RegistryClientTest {
    private static final Digest MANIFEST = Digest.of(new byte[] {1});
    private static final String VERSION =
            """
            {"model":"m","version":3,"manifest":"%s","aliases":["champion"],
             "createdAt":"2026-01-01T00:00:00Z"}
            """
                    .formatted(MANIFEST);

    private final AtomicReference<String> received = new AtomicReference<>("");
    private HttpServer server;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client =
                new RegistryClient(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRegistrationIsPostedAndItsVersionRead() {
        // Given
        answer("/api/v1/models/m/versions", 201, VERSION);

        // When
        ModelVersion version = client.register(registration());

        // Then
        assertEquals(3, version.version());
        assertEquals(MANIFEST, version.manifest());
        assertEquals(Set.of("champion"), version.aliases());
        assertEquals(
                "{\"aliases\":[\"champion\"],\"lineage\":{\"dataset\":\""
                        + MANIFEST
                        + "\",\"metrics\":{\"loss\":1.5},\"parameters\":{},\"runId\":\"run\"},"
                        + "\"manifest\":\""
                        + MANIFEST
                        + "\"}",
                received.get());
    }

    @Test
    void aRefusalCarriesTheRegistrysReason() {
        answer("/api/v1/models/m/versions", 400, "{\"detail\":\"file config.json is missing\"}");

        FactoryException refusal =
                assertThrows(FactoryException.class, () -> client.register(registration()));

        assertEquals(ErrorCode.INVALID_REQUEST, refusal.code());
        assertTrue(refusal.message().contains("file config.json is missing"));
    }

    @Test
    void aConflictStaysAConflict() {
        String detail = "Version 3 of model 'm' is archived.";
        answer("/api/v1/models/m/versions", 409, "{\"detail\":\"" + detail + "\"}");
        answer("/api/v1/model-references/m:3", 409, "{\"detail\":\"" + detail + "\"}");

        for (Executable call :
                List.<Executable>of(
                        () -> client.register(registration()), () -> client.resolve("m:3"))) {
            FactoryException refusal = assertThrows(FactoryException.class, call);

            assertEquals(ErrorCode.CONFLICT, refusal.code());
            assertTrue(refusal.message().contains(detail));
        }
    }

    @Test
    void aRegistryThatIsBusyIsUnavailable() {
        answer("/api/v1/models/m/versions", 429, "{\"detail\":\"try later\"}");

        FactoryException refusal =
                assertThrows(FactoryException.class, () -> client.register(registration()));

        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
    }

    @Test
    void aRegistryThatIsDownIsUnavailable() {
        server.stop(0);

        FactoryException refusal =
                assertThrows(FactoryException.class, () -> client.register(registration()));

        assertEquals(ErrorCode.UNAVAILABLE, refusal.code());
    }

    @Test
    void anUnknownReferenceIsEmpty() {
        answer("/api/v1/model-references/m@champion", 200, VERSION);

        assertEquals(3, client.resolve("m@champion").orElseThrow().version());
        assertEquals(Optional.empty(), client.resolve("other"));
    }

    private static ModelRegistration registration() {
        return new ModelRegistration(
                "m",
                MANIFEST,
                new Lineage(
                        Optional.of("run"), Optional.of(MANIFEST), Map.of("loss", 1.5), Map.of()),
                Set.of("champion"));
    }

    private void answer(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    received.set(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }
}
