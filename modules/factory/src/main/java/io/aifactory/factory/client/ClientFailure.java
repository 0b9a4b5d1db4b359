package io.aifactory.factory.client;

/** The factory refused a request or cannot be reached; the message is for people. */
public final class ClientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public ClientFailure(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public ClientFailure(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.code = "unreachable";
    }

    /** HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** Machine-readable code, for example {@code corpus_empty}. */
    public String code() {
        return code;
    }
}
