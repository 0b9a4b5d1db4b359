package io.aifactory.contracts.error;

/** Who can do something about an error; decides the status code of every face. */
public enum ErrorKind {
    /** The request is wrong: repeating it unchanged cannot succeed. */
    USER(400),
    /** The request is longer than it may be. */
    TOO_LARGE(413),
    /** What the request names does not exist, or not for this caller. */
    NOT_FOUND(404),
    /** The request is right but contradicts the present state. */
    CONFLICT(409),
    /** A limit or a queue is full: the same request may succeed later. */
    CAPACITY(429),
    /** A part of the factory is down or not ready yet: the same request may succeed later. */
    UNAVAILABLE(503),
    /** The machine has no room left for what the request wants to keep. */
    STORAGE(507),
    /** A defect or a failing device; the log has the details. */
    INTERNAL(500);

    private final int httpStatus;

    ErrorKind(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** The HTTP status of this kind (RFC 9110, RFC 4918). */
    public int httpStatus() {
        return httpStatus;
    }
}
