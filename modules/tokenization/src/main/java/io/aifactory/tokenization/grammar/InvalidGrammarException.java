package io.aifactory.tokenization.grammar;

/** A grammar that is malformed, uses what is not supported, or is too large. */
public final class InvalidGrammarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final String problem;

    /**
     * @param location the part to blame: a JSON pointer such as {@code #/properties/age}, {@code
     *     offset 12} of a pattern, or {@code the grammar}
     * @param problem what is wrong with it and what to do, as the rest of a sentence
     */
    public InvalidGrammarException(String location, String problem) {
        super(location + ": " + problem);
        this.location = location;
        this.problem = problem;
    }

    /** The part to blame. */
    public String location() {
        return location;
    }

    /** The same problem in a larger grammar that holds the blamed part at {@code outer}. */
    public InvalidGrammarException within(String outer) {
        return new InvalidGrammarException(outer, location + ": " + problem);
    }
}
