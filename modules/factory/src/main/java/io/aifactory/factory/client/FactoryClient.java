package io.aifactory.factory.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** JSON over HTTP. Thread-safe. */
public final class FactoryClient {
    /** Reads what it knows and ignores fields of newer versions. */
    public static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIME = Duration.ofMinutes(2);
    private static final int FIRST_ERROR_STATUS = 400;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIME)
                    .build();

    public FactoryClient(URI base) {
        this.base = base;
    }

    public URI base() {
        return base;
    }

    /**
     * @throws ClientFailure if the answer is an error or there is none
     */
    public JsonNode get(String path) {
        return parse(send(request(path).GET().build()));
    }

    /**
     * @throws ClientFailure if the answer is an error or there is none
     */
    public <T> T get(String path, Class<T> type) {
        return as(get(path), type);
    }

    /**
     * @throws ClientFailure if the answer is an error or there is none
     */
    public JsonNode post(String path, Object body) {
        return parse(send(postRequest(path, body)));
    }

    /**
     * @throws ClientFailure if the answer is an error or there is none
     */
    public <T> T post(String path, Object body, Class<T> type) {
        return as(post(path, body), type);
    }

    /**
     * @throws ClientFailure if the answer is an error or there is none
     */
    public void delete(String path) {
        send(request(path).DELETE().build());
    }

    /**
     * Starts a request whose answer is read while it arrives; the caller closes it.
     *
     * @throws ClientFailure if the answer is an error or there is none
     */
    public InputStream stream(String path, Object body) {
        try {
            HttpResponse<InputStream> response =
                    http.send(postRequest(path, body), BodyHandlers.ofInputStream());
            if (response.statusCode() >= FIRST_ERROR_STATUS) {
                try (InputStream error = response.body()) {
                    throw failure(response.statusCode(), new String(error.readAllBytes(), UTF_8));
                }
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientFailure("interrupted", e);
        }
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString(UTF_8));
            if (response.statusCode() >= FIRST_ERROR_STATUS) {
                throw failure(response.statusCode(), response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientFailure("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIME)
                .header("Accept", "application/json, text/event-stream, application/problem+json");
    }

    private HttpRequest postRequest(String path, Object body) {
        try {
            return request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a request body: " + body, e);
        }
    }

    private ClientFailure unreachable(IOException cause) {
        String why =
                cause instanceof ConnectException
                        ? "nothing answers at " + base + "; is the factory running?"
                        : "the connection to " + base + " broke: " + cause.getMessage();
        return new ClientFailure(why, cause);
    }

    /** Problem details and OpenAI errors name the reason in different places. */
    private static ClientFailure failure(int status, String body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            json = JSON.missingNode();
        }
        JsonNode openAi = json.path("error");
        String detail = json.path("detail").asText(openAi.path("message").asText(""));
        String code = json.path("code").asText(openAi.path("code").asText("http_" + status));
        return new ClientFailure(
                status, code, detail.isBlank() ? "the factory answered HTTP " + status : detail);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ClientFailure("the factory's answer is not JSON", e);
        }
    }

    private static <T> T as(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new ClientFailure(
                    "the factory's answer has an unknown form: " + e.getOriginalMessage(), e);
        }
    }
}
