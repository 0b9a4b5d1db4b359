package io.aifactory.factory.pull;

/** A model could not be pulled; the message says why and what to do. */
public final class PullFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PullFailure(String message) {
        super(message);
    }

    public PullFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
