package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Statement.Branch;
import io.aifactory.tokenization.internal.jinja.Statement.Parameter;
import io.aifactory.tokenization.internal.jinja.Statement.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements of a template (grammar of {@code jinja2/parser.py}). */
final class TemplateParser {
    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private int loops;

    private TemplateParser(List<Token> tokens) {
        this.tokens = new TokenReader(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    /**
     * @throws io.aifactory.tokenization.template.ChatTemplateException if it is not a template, or
     *     uses what is not supported
     */
    static List<Statement> parse(String template) {
        return new TemplateParser(Lexer.tokens(template)).block(Set.of());
    }

    /** Up to a tag that begins with one of these words, or to the end. */
    private List<Statement> block(Set<String> ends) {
        tokens.enter();
        List<Statement> body = new ArrayList<>();
        while (!tokens.peek().is(Token.Kind.END)) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> body.add(new Statement.Write(Text.ofTemplate(token.text())));
                case VARIABLE_BEGIN -> {
                    body.add(new Statement.Print(expressions.tuple(true, false), token.line()));
                    tokens.expect(Token.Kind.VARIABLE_END, "'}}'");
                }
                default -> {
                    if (tokens.peek().is(Token.Kind.NAME) && ends.contains(tokens.peek().text())) {
                        tokens.leave();
                        return body;
                    }
                    body.add(statement());
                    endOfTag();
                }
            }
        }
        if (!ends.isEmpty()) {
            throw tokens.unexpected("{% " + String.join(" %} or {% ", ends) + " %}");
        }
        tokens.leave();
        return body;
    }

    private void endOfTag() {
        tokens.expect(Token.Kind.BLOCK_END, "'%}'");
    }

    private List<Statement> body(String... ends) {
        tokens.skipOperator(":");
        endOfTag();
        return block(Set.of(ends));
    }

    private List<Statement> bodyTo(String end) {
        List<Statement> body = body(end);
        tokens.next();
        return body;
    }

    private Statement statement() {
        Token tag = tokens.expect(Token.Kind.NAME, "the name of a statement");
        int line = tag.line();
        return switch (tag.text()) {
            case "if" -> condition();
            case "for" -> loop(line);
            case "set" -> assignment(line);
            case "macro" -> macro(line);
            case "call" -> callBlock(line);
            case "filter" -> {
                List<Expression.FilterCall> filters = new ArrayList<>();
                filters.add(expressions.filter());
                filters.addAll(expressions.filters());
                yield new Statement.FilterBlock(filters, bodyTo("endfilter"), line);
            }
            case "with" -> with();
            case "generation" -> new Statement.Scoped(List.of(), bodyTo("endgeneration"));
            case "print" -> {
                List<Expression> parts = new ArrayList<>();
                do {
                    parts.add(expressions.expression());
                } while (tokens.skipOperator(","));
                yield new Statement.Print(new Expression.Concatenation(parts), line);
            }
            case "break" -> {
                requireLoop(tag);
                yield new Statement.Break();
            }
            case "continue" -> {
                requireLoop(tag);
                yield new Statement.Continue();
            }
            case "include", "import", "from", "extends", "block", "do", "autoescape", "trans" ->
                    throw tokens.unsupported("the statement '" + tag.text() + "'", line);
            default ->
                    throw tokens.error("'" + tag.text() + "' is not a statement that begins here");
        };
    }

    private void requireLoop(Token tag) {
        if (loops == 0) {
            throw tokens.error("'" + tag.text() + "' outside of a loop");
        }
    }

    private Statement condition() {
        List<Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        while (true) {
            int line = tokens.peek().line();
            Expression test = expressions.tuple(false, false);
            branches.add(new Branch(test, body("elif", "else", "endif"), line));
            Token end = tokens.next();
            if (end.isName("else")) {
                otherwise = bodyTo("endif");
            }
            if (!end.isName("elif")) {
                return new Statement.If(branches, otherwise);
            }
        }
    }

    private Statement loop(int line) {
        Target target = target(false);
        tokens.expectName("in");
        Expression iterable = expressions.tuple(false, false);
        Optional<Expression> test =
                tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        if (tokens.peek().isName("recursive")) {
            throw tokens.unsupported("a recursive loop", line);
        }
        loops++;
        List<Statement> body = body("endfor", "else");
        loops--;
        List<Statement> otherwise = List.of();
        if (tokens.next().isName("else")) {
            otherwise = bodyTo("endfor");
        }
        return new Statement.For(target, iterable, test, body, otherwise, line);
    }

    private Statement assignment(int line) {
        Target target = target(true);
        if (tokens.skipOperator("=")) {
            return new Statement.Assign(target, expressions.tuple(true, false), line);
        }
        List<Expression.FilterCall> filters = expressions.filters();
        return new Statement.AssignBlock(target, filters, bodyTo("endset"), line);
    }

    private Target target(boolean namespaceAllowed) {
        if (namespaceAllowed && tokens.peekNext().isOperator(".")) {
            String namespace = tokens.expect(Token.Kind.NAME, "a name").text();
            tokens.next();
            String attribute = tokens.expect(Token.Kind.NAME, "a name").text();
            return new Target.NamespaceAttribute(namespace, attribute);
        }
        List<Target> targets = new ArrayList<>();
        boolean several = false;
        do {
            if (several && !beginsTarget()) {
                break;
            }
            targets.add(oneTarget());
            several |= tokens.peek().isOperator(",");
        } while (tokens.skipOperator(","));
        return several ? new Target.Several(targets) : targets.getFirst();
    }

    private boolean beginsTarget() {
        Token token = tokens.peek();
        return token.isOperator("(") || (token.is(Token.Kind.NAME) && !token.isName("in"));
    }

    private Target oneTarget() {
        if (tokens.skipOperator("(")) {
            tokens.enter();
            Target inner = target(false);
            tokens.leave();
            tokens.expectOperator(")");
            return inner;
        }
        return new Target.Variable(variable());
    }

    private String variable() {
        Token name = tokens.expect(Token.Kind.NAME, "the name of a variable");
        switch (name.text()) {
            case "true", "false", "none", "True", "False", "None" ->
                    throw tokens.error("'" + name.text() + "' cannot be assigned to");
            default -> {}
        }
        return name.text();
    }

    private Statement macro(int line) {
        String name = variable();
        List<Parameter> parameters = parameters();
        int outer = loops;
        loops = 0;
        List<Statement> body = bodyTo("endmacro");
        loops = outer;
        return new Statement.Macro(name, parameters, body, line);
    }

    private List<Parameter> parameters() {
        tokens.expectOperator("(");
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.peek().isOperator(")")) {
            String name = variable();
            Optional<Expression> standard =
                    tokens.skipOperator("=")
                            ? Optional.of(expressions.expression())
                            : Optional.empty();
            if (standard.isEmpty()
                    && !parameters.isEmpty()
                    && parameters.getLast().standard().isPresent()) {
                throw tokens.error("a parameter without a default after one that has one");
            }
            parameters.add(new Parameter(name, standard));
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        tokens.expectOperator(")");
        return parameters;
    }

    private Statement callBlock(int line) {
        List<Parameter> parameters = tokens.peek().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw tokens.error("'call' needs the call of a macro");
        }
        int outer = loops;
        loops = 0;
        List<Statement> body = bodyTo("endcall");
        loops = outer;
        return new Statement.CallBlock(parameters, call, body, line);
    }

    private Statement with() {
        List<Statement.Assign> assignments = new ArrayList<>();
        while (!tokens.peek().is(Token.Kind.BLOCK_END)) {
            int line = tokens.peek().line();
            Target target = oneTarget();
            tokens.expectOperator("=");
            assignments.add(new Statement.Assign(target, expressions.expression(), line));
            if (!tokens.skipOperator(",")) {
                break;
            }
        }
        return new Statement.Scoped(assignments, bodyTo("endwith"));
    }
}
