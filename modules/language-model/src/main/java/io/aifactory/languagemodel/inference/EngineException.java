package io.aifactory.languagemodel.inference;

/** The device or the native library failed; the text is for the log, never for a caller. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
