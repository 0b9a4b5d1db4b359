package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;

/** A problem of an operation that does not know its line; the run adds it. */
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String problem;

    private Trouble(Kind kind, String problem) {
        super(problem, null, false, false);
        this.kind = kind;
        this.problem = problem;
    }

    /** The conversation is not as the template needs it. */
    static Trouble evaluation(String problem) {
        return new Trouble(Kind.EVALUATION, problem);
    }

    /** A value has a type for which this cannot be done. */
    static Trouble type(String what, Value value) {
        return evaluation(what + " " + Types.described(value));
    }

    static Trouble limit(String problem) {
        return new Trouble(Kind.LIMIT, problem);
    }

    static Trouble unsupported(String problem) {
        return new Trouble(Kind.UNSUPPORTED, problem);
    }

    static Trouble refused(String problem) {
        return new Trouble(Kind.REFUSED, problem);
    }

    ChatTemplateException at(int line) {
        return new ChatTemplateException(kind, line, problem);
    }
}
