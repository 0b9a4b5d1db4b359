package io.aifactory.factory.npm;

/** A package could not be had; the message says why and what to do. */
public final class NpmFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NpmFailure(String message) {
        super(message);
    }

    public NpmFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
