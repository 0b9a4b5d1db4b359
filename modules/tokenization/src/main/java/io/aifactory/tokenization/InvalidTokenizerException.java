package io.aifactory.tokenization;

/**
 * A tokenizer file or vocabulary that is damaged, hostile, or uses a component this module does not
 * have.
 */
public final class InvalidTokenizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String component;

    /**
     * @param file what was read, for example {@code tokenizer.json}
     * @param component where in it, for example {@code pre_tokenizer.pretokenizers[1]}
     * @param problem what is wrong with it, as the rest of a sentence
     */
    public InvalidTokenizerException(String file, String component, String problem) {
        super(file + ": " + component + " " + problem);
        this.component = component;
    }

    public InvalidTokenizerException(
            String file, String component, String problem, Throwable cause) {
        super(file + ": " + component + " " + problem, cause);
        this.component = component;
    }

    /** The part of the file to blame, as a path of property names. */
    public String component() {
        return component;
    }
}
