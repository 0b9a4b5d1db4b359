package io.aifactory.tokenization.template;

/**
 * How much a chat template may be and do. Real ones are below 50,000 characters and 30 levels, and
 * write a long conversation in some 100,000 steps.
 */
public final class TemplateLimits {
    private TemplateLimits() {}

    /** Characters of a template. */
    public static final int TEMPLATE_CHARACTERS = 1 << 20;

    /** Statements and expressions inside of one another, in the template's text. */
    public static final int NESTING = 200;

    /**
     * Statements, expressions and values inside of one another while the template runs; calls of
     * macros count with all that they run.
     */
    public static final int DEPTH = 400;

    /** Expressions evaluated and list elements visited or copied in one run. */
    public static final int STEPS = 10_000_000;

    /** Characters of all texts that one run makes, intermediate ones included. */
    public static final int CHARACTERS = 64 << 20;

    /** Characters of the prompt. */
    public static final int OUTPUT_CHARACTERS = 8 << 20;

    /** Elements of one list, as in Jinja's own sandbox. */
    public static final int LIST_ITEMS = 100_000;

    /** Bits of a whole number. */
    public static final int NUMBER_BITS = 4_096;

    /** Objects and arrays inside of one another, in what a caller sends. */
    public static final int JSON_DEPTH = 100;

    /** Characters of a message that a template raises; the rest is cut off. */
    public static final int MESSAGE_CHARACTERS = 1_000;

    /** Width and precision of formatted numbers, and of indentation. */
    public static final int WIDTH = 1_000;
}
