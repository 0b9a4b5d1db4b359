package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.service.ProblemMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Under {@code /v1} a wrong method, which reaches no resource, has the OpenAI shape too. */
public class WrongMethod {
    private static final String FACE = "/v1/";

    private final ProblemMapper elsewhere = new ProblemMapper();

    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException error, RoutingContext http) {
        if (!http.normalizedPath().startsWith(FACE)) {
            return elsewhere.http(error);
        }
        var known =
                new FactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "this endpoint does not answer " + http.request().method().name());
        Response shaped = OpenAiErrors.response(known, OpenAiResource.requestId(http));
        return Response.fromResponse(shaped).status(Response.Status.METHOD_NOT_ALLOWED).build();
    }
}
