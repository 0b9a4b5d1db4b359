package io.aifactory.factory.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeployStepTest {
    @Test
    void aModelThatCannotBeServedIsSaidAtOnceInTheWorkersWords() throws IOException {
        // Given
        DemoSettings settings = DemoSettings.quick(null);
        HttpServer factory =
                answering(
                        """
                        [{"name":"%s","model":"m:1","modelVersion":"m:1","state":"FAILED",
                          "reason":"It does not fit.","workers":1,"ready":0}]
                        """
                                .formatted(settings.name()));
        try {
            var client =
                    new FactoryClient(
                            URI.create("http://127.0.0.1:" + factory.getAddress().getPort()));
            var console = new Console(new PrintStream(new ByteArrayOutputStream()), false);

            // When
            DemoFailure failure =
                    assertThrows(
                            DemoFailure.class,
                            () -> new DeployStep(settings, client, console).run(trained()));

            // Then
            assertEquals(
                    Messages.text("demo.deploy.failed", "It does not fit."), failure.getMessage());
        } finally {
            factory.stop(0);
        }
    }

    private static HttpServer answering(String json) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            (exchange.getRequestMethod().equals("POST") ? "{}" : json)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
        return server;
    }

    private static TrainingJob trained() {
        return new TrainingJob(
                "job",
                "SUCCEEDED",
                1,
                1,
                1,
                1,
                0,
                null,
                null,
                null,
                null,
                null,
                true,
                1,
                "m:1",
                null);
    }
}
