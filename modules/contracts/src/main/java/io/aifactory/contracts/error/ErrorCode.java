package io.aifactory.contracts.error;

/**
 * Every error the factory reports, once. The name in lower case is the machine-readable code of all
 * faces and never changes its meaning.
 */
public enum ErrorCode {
    INVALID_REQUEST(ErrorKind.USER, false, "The request is not valid."),
    INVALID_JSON(ErrorKind.USER, false, "The request body is not valid JSON."),
    LIMIT_EXCEEDED(ErrorKind.USER, false, "The request exceeds a limit."),
    BODY_TOO_LARGE(ErrorKind.TOO_LARGE, false, "The request body is too long."),
    CONTEXT_LENGTH_EXCEEDED(
            ErrorKind.USER,
            false,
            "The prompt and the requested tokens exceed the model's context."),
    UNSUPPORTED(ErrorKind.USER, false, "The request asks for something this factory does not do."),
    SOURCE_UNREADABLE(ErrorKind.USER, false, "A data source cannot be read."),
    CORPUS_EMPTY(ErrorKind.USER, false, "The data sources contain no usable text."),
    MODEL_INVALID(ErrorKind.USER, false, "The model's files are not valid."),
    NOT_FOUND(ErrorKind.NOT_FOUND, false, "Not found."),
    MODEL_NOT_FOUND(ErrorKind.NOT_FOUND, false, "The model does not exist."),
    DATASET_NOT_FOUND(ErrorKind.NOT_FOUND, false, "The dataset does not exist."),
    CONFLICT(ErrorKind.CONFLICT, false, "The request conflicts with the present state."),
    QUEUE_FULL(ErrorKind.CAPACITY, true, "The factory is busy; try again later."),
    NO_WORKER(ErrorKind.UNAVAILABLE, true, "No worker serves this model at the moment."),
    WORKER_LOST(ErrorKind.UNAVAILABLE, true, "The worker was lost while it generated."),
    MODEL_REPLACED(
            ErrorKind.UNAVAILABLE, true, "Another version of the model has taken its place."),
    UNAVAILABLE(ErrorKind.UNAVAILABLE, true, "A part of the factory is not available."),
    STORAGE_FULL(ErrorKind.STORAGE, true, "The storage is full."),
    CONTENT_DAMAGED(ErrorKind.INTERNAL, false, "Stored content does not match its digest."),
    TRAINING_FAILED(ErrorKind.INTERNAL, true, "The training attempt failed."),
    INTERNAL(ErrorKind.INTERNAL, false, "An internal error occurred.");

    private final ErrorKind kind;
    private final boolean retryable;
    private final String publicMessage;

    ErrorCode(ErrorKind kind, boolean retryable, String publicMessage) {
        this.kind = kind;
        this.retryable = retryable;
        this.publicMessage = publicMessage;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** The same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /**
     * A sentence for the caller that holds for every occurrence; titles of problem details use it.
     */
    public String publicMessage() {
        return publicMessage;
    }

    /** The machine-readable code, for example {@code model_not_found}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
