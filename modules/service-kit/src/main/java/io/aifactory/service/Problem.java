package io.aifactory.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aifactory.contracts.error.FactoryException;
import java.net.URI;
import java.util.Optional;

/**
 * Problem details (RFC 9457).
 *
 * @param type stable identifier of the kind of problem
 * @param title the catalogue's sentence, the same for every occurrence
 * @param status HTTP status
 * @param detail what is wrong with this request and what to do
 * @param code machine-readable code of the catalogue
 * @param parameter the request parameter to blame
 * @param retryable whether the same request may succeed later
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String code,
        Optional<String> parameter,
        boolean retryable) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The public face of an error. */
    public static Problem of(FactoryException error) {
        return new Problem(
                URI.create("urn:aifactory:problem:" + error.code().code()),
                error.code().publicMessage(),
                error.code().kind().httpStatus(),
                error.message(),
                error.code().code(),
                error.parameter(),
                error.code().retryable());
    }
}
