package io.aifactory.tokenization.template;

/**
 * A chat template that cannot be read, or that cannot write a conversation. The message names the
 * line of the template, what is wrong there and what to do; it can be shown to callers.
 */
public final class ChatTemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Kind {
        /** The template is not Jinja. */
        SYNTAX,
        /** The template uses something this interpreter does not have. */
        UNSUPPORTED,
        /** The template itself refuses the conversation ({@code raise_exception}). */
        REFUSED,
        /** The conversation lacks something the template needs, or has it in another form. */
        EVALUATION,
        /** One of {@link TemplateLimits} is exceeded. */
        LIMIT
    }

    private final Kind kind;
    private final int line;

    /**
     * @param line of the template, from 1; 0 where no line is to blame
     * @param problem one sentence
     */
    public ChatTemplateException(Kind kind, int line, String problem) {
        super(kind == Kind.REFUSED ? problem : place(line) + problem);
        this.kind = kind;
        this.line = line;
    }

    private static String place(int line) {
        return line == 0 ? "chat template: " : "chat template, line " + line + ": ";
    }

    public Kind kind() {
        return kind;
    }

    /** Line of the template, from 1; 0 where no line is to blame. */
    public int line() {
        return line;
    }

    /** The message, which is safe to show. */
    public String message() {
        String message = getMessage();
        return message == null ? kind.name() : message;
    }
}
