package io.aifactory.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.ErrorKind;
import io.aifactory.contracts.error.FactoryException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one mapper from errors to problem details; every own API uses it. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response known(FactoryException error) {
        if (error.code().kind() == ErrorKind.INTERNAL) {
            LOG.errorf(error, "%s: %s", error.code(), error.message());
        }
        var response =
                Response.status(error.code().kind().httpStatus())
                        .type(Problem.MEDIA_TYPE)
                        .entity(Problem.of(error));
        error.retryAfter().ifPresent(wait -> response.header("Retry-After", seconds(wait)));
        return response.build();
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException error) {
        ConstraintViolation<?> first =
                error.getConstraintViolations().stream()
                        .min(Comparator.comparing(v -> v.getPropertyPath().toString()))
                        .orElseThrow();
        String path = first.getPropertyPath().toString();
        String field = path.substring(path.lastIndexOf('.') + 1);
        return known(
                new FactoryException(
                                ErrorCode.INVALID_REQUEST, "'" + field + "' " + first.getMessage())
                        .withParameter(field));
    }

    /** Jackson's message holds class names and source excerpts; only the place is passed on. */
    @ServerExceptionMapper
    public Response malformed(JsonProcessingException error) {
        var place = error.getLocation();
        String where =
                place == null
                        ? ""
                        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
        if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = fieldOf(mapping.getPath());
            return known(
                    new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "'" + field + "' has a value of the wrong type" + where)
                            .withParameter(field));
        }
        return known(
                new FactoryException(
                        ErrorCode.INVALID_JSON, "the request body is not valid JSON" + where));
    }

    /** Takes precedence over the framework's own mapper for this subclass. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException error) {
        return malformed(error);
    }

    /** Errors of the HTTP layer itself, for example an unknown path, keep their status. */
    @ServerExceptionMapper
    public Response http(WebApplicationException error) {
        Response original = error.getResponse();
        if (error.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        int status = original.getStatus();
        if (original.hasEntity() || status < Response.Status.BAD_REQUEST.getStatusCode()) {
            return original;
        }
        ErrorCode code =
                switch (status) {
                    case 404 -> ErrorCode.NOT_FOUND;
                    case 413 -> ErrorCode.LIMIT_EXCEEDED;
                    default ->
                            status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                                    ? ErrorCode.INTERNAL
                                    : ErrorCode.INVALID_REQUEST;
                };
        Problem problem = Problem.of(new FactoryException(code, code.publicMessage()));
        var response =
                Response.status(status)
                        .type(Problem.MEDIA_TYPE)
                        .entity(
                                new Problem(
                                        problem.type(),
                                        problem.title(),
                                        status,
                                        problem.detail(),
                                        problem.code(),
                                        problem.parameter(),
                                        problem.retryable()));
        String allow = original.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    @ServerExceptionMapper
    public Response unexpected(RuntimeException error) {
        LOG.error("unexpected error", error);
        return known(
                new FactoryException(
                        ErrorCode.INTERNAL, "an internal error occurred; the log has the details"));
    }

    private static String fieldOf(List<JsonMappingException.Reference> path) {
        String name = path.getLast().getFieldName();
        return name == null ? "body" : name;
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
