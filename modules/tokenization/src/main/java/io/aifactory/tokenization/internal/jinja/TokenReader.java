package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import io.aifactory.tokenization.template.TemplateLimits;
import java.util.List;

/** The tokens of a template, one after the other, and how deep the parser stands in them. */
final class TokenReader {
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skipOperator(String operator) {
        if (!peek().isOperator(operator)) {
            return false;
        }
        next();
        return true;
    }

    boolean skipName(String name) {
        if (!peek().isName(name)) {
            return false;
        }
        next();
        return true;
    }

    Token expect(Token.Kind kind, String what) {
        if (!peek().is(kind)) {
            throw unexpected(what);
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    /** Every nested construct goes through here, so that the parser's own stack is bounded. */
    void enter() {
        if (++depth > TemplateLimits.NESTING) {
            throw new ChatTemplateException(
                    Kind.LIMIT,
                    peek().line(),
                    "more than %d statements or expressions inside of one another"
                            .formatted(TemplateLimits.NESTING));
        }
    }

    void leave() {
        depth--;
    }

    ChatTemplateException unexpected(String wanted) {
        return error("expected " + wanted + ", found " + peek().described());
    }

    ChatTemplateException error(String problem) {
        return new ChatTemplateException(Kind.SYNTAX, peek().line(), problem);
    }

    ChatTemplateException unsupported(String what, int line) {
        return new ChatTemplateException(
                Kind.UNSUPPORTED,
                line,
                what + " is not supported; use a template without it, or prompts without one");
    }
}
