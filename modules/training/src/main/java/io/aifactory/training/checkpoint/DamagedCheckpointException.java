package io.aifactory.training.checkpoint;

/** A checkpoint does not match its manifest. */
final class DamagedCheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    DamagedCheckpointException(String reason) {
        super(reason);
        this.reason = reason;
    }

    DamagedCheckpointException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** What is wrong with it, safe to show. */
    String reason() {
        return reason;
    }
}
