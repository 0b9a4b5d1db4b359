package io.aifactory.contracts.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error that a caller may see. The message names the input, what is wrong with it and what to
 * do; it never contains paths of the server, addresses, class names or SQL. The cause is for the
 * log alone.
 */
public final class FactoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    public FactoryException(ErrorCode code, String message) {
        this(code, message, null, null, null);
    }

    public FactoryException(ErrorCode code, String message, Throwable cause) {
        this(code, message, null, null, cause);
    }

    private FactoryException(
            ErrorCode code,
            String message,
            @Nullable String parameter,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /** The same error, saying which request parameter is to blame. */
    public FactoryException withParameter(String name) {
        return new FactoryException(code, message(), name, retryAfter, getCause());
    }

    /** The same error, saying how long the caller should wait before the next try. */
    public FactoryException withRetryAfter(Duration wait) {
        return new FactoryException(code, message(), parameter, wait, getCause());
    }

    public ErrorCode code() {
        return code;
    }

    /** The message, which is safe to show. */
    public String message() {
        String message = getMessage();
        return message == null ? code.publicMessage() : message;
    }

    /** The request parameter to blame, where there is one. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
