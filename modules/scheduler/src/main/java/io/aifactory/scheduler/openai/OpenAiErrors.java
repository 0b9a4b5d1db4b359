package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.ErrorKind;
import io.aifactory.contracts.error.FactoryException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The one mapper from the error catalogue to the OpenAI shape, for answers and for streams. */
final class OpenAiErrors {
    private static final Logger LOG = Logger.getLogger(OpenAiErrors.class);

    private OpenAiErrors() {}

    static FactoryException known(RuntimeException error) {
        return error instanceof FactoryException known
                ? known
                : new FactoryException(
                        ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), error);
    }

    static Response response(FactoryException error, String requestId) {
        log(error, requestId);
        var response =
                Response.status(error.code().kind().httpStatus())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(OpenAiResource.REQUEST_ID, requestId)
                        .entity(body(error).toString());
        if (!error.code().retryable()) {
            response.header("x-should-retry", "false");
        }
        error.retryAfter()
                .ifPresent(wait ->
                        response.header("Retry-After", seconds(wait))
                                .header("retry-after-ms", wait.toMillis()));
        return response.build();
    }

    static ObjectNode body(FactoryException error) {
        ObjectNode body = JsonFields.JSON.createObjectNode();
        body.putObject("error")
                .put("message", publicMessage(error))
                .put("type", type(error.code().kind()))
                .put("param", error.parameter().orElse(null))
                .put("code", error.code().code());
        return body;
    }

    static void log(FactoryException error, String requestId) {
        if (error.code().kind() == ErrorKind.INTERNAL) {
            LOG.errorf(error, "request %s failed: %s", requestId, error.message());
        }
    }

    /** What is inside stays inside; the log has it under the request's id. */
    private static String publicMessage(FactoryException error) {
        return error.code() == ErrorCode.INTERNAL ? error.code().publicMessage() : error.message();
    }

    private static String type(ErrorKind kind) {
        return switch (kind) {
            case USER, TOO_LARGE, CONFLICT -> "invalid_request_error";
            case NOT_FOUND -> "not_found_error";
            case CAPACITY -> "rate_limit_error";
            case UNAVAILABLE, STORAGE, INTERNAL -> "server_error";
        };
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
