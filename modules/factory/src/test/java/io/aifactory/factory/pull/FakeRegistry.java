package io.aifactory.factory.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aifactory.factory.client.FactoryClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The registry's versions of one model, over HTTP as the factory serves them. */
final class FakeRegistry implements AutoCloseable {
    private static final String PATH = "/api/v1/models/m/versions";

    private final HttpServer server;
    private final List<ObjectNode> versions = new ArrayList<>();

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::answer);
        server.start();
    }

    FactoryClient client() {
        return new FactoryClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    List<ObjectNode> versions() {
        return List.copyOf(versions);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode answer;
        int status = 200;
        if (exchange.getRequestMethod().equals("POST")) {
            JsonNode asked = FactoryClient.JSON.readTree(exchange.getRequestBody());
            ObjectNode version = FactoryClient.JSON.createObjectNode();
            version.put("reference", "m:" + (versions.size() + 1));
            version.put("state", "LIVE");
            version.set("aliases", asked.path("aliases"));
            version.put("bytes", 7);
            version.set("manifest", asked.path("manifest"));
            version.set("parameters", asked.at("/lineage/parameters"));
            versions.add(version);
            answer = version;
            status = 201;
        } else if (versions.isEmpty()) {
            answer = FactoryClient.JSON.createObjectNode().put("code", "model_not_found");
            status = 404;
        } else {
            ArrayNode all = FactoryClient.JSON.createArrayNode();
            versions.forEach(all::add);
            answer = all;
        }
        byte[] body = FactoryClient.JSON.writeValueAsBytes(answer);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
