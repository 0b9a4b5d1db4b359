package io.aifactory.factory.daemon;

/** The background process could not be started or stopped; the message says what to do. */
public final class DaemonFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DaemonFailure(String message) {
        super(message);
    }

    public DaemonFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
