package io.aifactory.languagemodel;

/**
 * A model's files are not valid; the message names the file, the tensor or key, and what is wrong.
 */
public final class ModelFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelFormatException(String message) {
        super(message);
    }

    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
