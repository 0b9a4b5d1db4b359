package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.scheduler.models.ServedModel;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The OpenAI-compatible endpoints. Errors of this class alone have the OpenAI shape. */
@Path("/v1")
@PermitAll
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
public class OpenAiResource {
    static final String REQUEST_ID = "x-request-id";

    private static final String BEARER = "bearer ";
    private static final String ANONYMOUS = "anonymous";

    private final ModelCatalog catalog;
    private final QuestionReader reader;
    private final Answering answering;
    private final EmbeddingAnswering embeddings;

    OpenAiResource(ModelCatalog catalog, Answering answering, EmbeddingAnswering embeddings) {
        this.catalog = catalog;
        this.reader = new QuestionReader(catalog);
        this.answering = answering;
        this.embeddings = embeddings;
    }

    /**
     * A model on offer.
     *
     * @param parent of an adapter: the model it is beside
     */
    public record Model(
            String id,
            String object,
            long created,
            String owned_by,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String parent) {
        static Model of(ServedModel model) {
            return new Model(
                    model.name(),
                    "model",
                    model.since().getEpochSecond(),
                    "aifactory",
                    model.parent().orElse(null));
        }
    }

    /** All models on offer. */
    public record Models(String object, List<Model> data) {}

    @GET
    @Path("/models")
    @Operation(summary = "List the models that are served")
    public Response models(@Context RoutingContext http) {
        return json(new Models("list", catalog.all().stream().map(Model::of).toList()), http);
    }

    @GET
    @Path("/models/{id}")
    @Operation(summary = "Describe a model that is served")
    public Response model(String id, @Context RoutingContext http) {
        return json(Model.of(catalog.require(id)), http);
    }

    @POST
    @Path("/completions")
    @Operation(summary = "Complete a text; whole or, with \"stream\": true, as events")
    public @Nullable Response complete(
            InputStream body, @Context HttpHeaders headers, @Context RoutingContext http)
            throws IOException {
        Question question = reader.completion(body);
        return withId(answering.answer(question, requestId(http), apiKey(headers), http), http);
    }

    @POST
    @Path("/chat/completions")
    @Operation(summary = "Continue a conversation; whole or, with \"stream\": true, as events")
    public @Nullable Response chat(
            InputStream body, @Context HttpHeaders headers, @Context RoutingContext http)
            throws IOException {
        Question question = reader.chat(body);
        return withId(answering.answer(question, requestId(http), apiKey(headers), http), http);
    }

    @POST
    @Path("/embeddings")
    @Operation(summary = "Make vectors of texts, one for each")
    public Response embed(
            InputStream body, @Context HttpHeaders headers, @Context RoutingContext http)
            throws IOException {
        EmbeddingQuestion question = EmbeddingQuestion.read(body, catalog);
        return json(
                embeddings.answer(question, requestId(http), apiKey(headers), http).toString(),
                http);
    }

    @GET
    @Path("/{path: .+}")
    @Operation(hidden = true)
    public Response unknown() {
        throw new FactoryException(
                ErrorCode.NOT_FOUND,
                "there is no such endpoint; see /v1/models, /v1/completions,"
                        + " /v1/chat/completions and /v1/embeddings");
    }

    @POST
    @Path("/{path: .+}")
    @Operation(hidden = true)
    public Response unknownPost() {
        return unknown();
    }

    @ServerExceptionMapper
    public Response failed(RuntimeException error, RoutingContext http) {
        return OpenAiErrors.response(OpenAiErrors.known(error), requestId(http));
    }

    @ServerExceptionMapper
    public Response refused(FactoryException error, RoutingContext http) {
        return OpenAiErrors.response(error, requestId(http));
    }

    private static Response json(Object body, RoutingContext http) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(REQUEST_ID, requestId(http))
                .build();
    }

    private static @Nullable Response withId(@Nullable Response response, RoutingContext http) {
        return response == null
                ? null
                : Response.fromResponse(response).header(REQUEST_ID, requestId(http)).build();
    }

    static String requestId(RoutingContext http) {
        String known = http.get(REQUEST_ID);
        if (known != null) {
            return known;
        }
        String fresh = UUID.randomUUID().toString().replace("-", "");
        http.put(REQUEST_ID, fresh);
        return fresh;
    }

    /** Keys are never kept, only their digests. */
    private static String apiKey(HttpHeaders headers) {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization == null
                || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                || authorization.substring(BEARER.length()).isBlank()) {
            return ANONYMOUS;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return Digest.of(token.getBytes(StandardCharsets.UTF_8)).value();
    }
}
