package io.aifactory.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.training.protocol.ProtocolJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The registry's own REST API, spoken as a client. */
final class RegistryClient implements ModelRegistry {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Request time-out and too many requests: the same request may succeed later. */
    private static final Set<Integer> PASSING = Set.of(408, 429);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    RegistryClient(URI base) {
        this.base = base;
    }

    @Override
    public ModelVersion register(ModelRegistration registration) {
        Map<String, Object> body = new TreeMap<>();
        body.put("manifest", registration.manifest().value());
        body.put("aliases", new TreeSet<>(registration.aliases()));
        body.put("lineage", lineage(registration.lineage()));
        HttpResponse<String> response =
                send(
                        request("/api/v1/models/" + encoded(registration.model()) + "/versions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(ProtocolJson.text(body))));
        if (response.statusCode() >= FIRST_ERROR) {
            throw refused(response);
        }
        return version(response.body(), registration.lineage());
    }

    @Override
    public Optional<ModelVersion> resolve(String reference) {
        HttpResponse<String> response =
                send(request("/api/v1/model-references/" + encoded(reference)).GET());
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() >= FIRST_ERROR) {
            throw refused(response);
        }
        return Optional.of(
                version(
                        response.body(),
                        new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of())));
    }

    private static Map<String, Object> lineage(Lineage lineage) {
        Map<String, Object> json = new TreeMap<>();
        lineage.runId().ifPresent(run -> json.put("runId", run));
        lineage.dataset().ifPresent(dataset -> json.put("dataset", dataset.value()));
        json.put("metrics", lineage.metrics());
        json.put("parameters", lineage.parameters());
        return json;
    }

    private static ModelVersion version(String body, Lineage lineage) {
        try {
            JsonNode json = JSON.readTree(body);
            Set<String> aliases = new HashSet<>();
            json.path("aliases").forEach(alias -> aliases.add(alias.asText()));
            return new ModelVersion(
                    json.path("model").asText(),
                    json.path("version").asInt(),
                    new Digest(json.path("manifest").asText()),
                    aliases,
                    lineage,
                    Instant.parse(json.path("createdAt").asText()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "the registry's answer is not understood", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        String root = base.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(root + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "the registry does not answer; is it running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "the call to the registry was interrupted", e);
        }
    }

    private static FactoryException refused(HttpResponse<String> response) {
        return new FactoryException(
                reason(response.statusCode()),
                "the registry refused the model: " + detail(response.body()));
    }

    private static ErrorCode reason(int status) {
        if (status >= FIRST_SERVER_ERROR || PASSING.contains(status)) {
            return ErrorCode.UNAVAILABLE;
        }
        return status == CONFLICT ? ErrorCode.CONFLICT : ErrorCode.INVALID_REQUEST;
    }

    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asText("no reason given");
        } catch (JsonProcessingException e) {
            return "no reason given";
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
