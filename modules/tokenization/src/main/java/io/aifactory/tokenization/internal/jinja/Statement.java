package io.aifactory.tokenization.internal.jinja;

import java.util.List;
import java.util.Optional;

/** What a template does. Lines are those of the template, from 1. */
sealed interface Statement {
    /** Text outside of tags. */
    record Write(Text text) implements Statement {}

    /** {@code {{ value }}}. */
    record Print(Expression value, int line) implements Statement {}

    record Branch(Expression test, List<Statement> body, int line) {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    /**
     * @param test only elements for which it holds are visited
     * @param otherwise runs if none was
     */
    record For(
            Target target,
            Expression iterable,
            Optional<Expression> test,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    /** {@code {% set x | filter %}…{% endset %}}. */
    record AssignBlock(
            Target target, List<Expression.FilterCall> filters, List<Statement> body, int line)
            implements Statement {}

    record Parameter(String name, Optional<Expression> standard) {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line)
            implements Statement {}

    /** {@code {% call(x) macro() %}…{% endcall %}}: the body becomes the macro's {@code caller}. */
    record CallBlock(
            List<Parameter> parameters, Expression.Call call, List<Statement> body, int line)
            implements Statement {}

    record FilterBlock(List<Expression.FilterCall> filters, List<Statement> body, int line)
            implements Statement {}

    /** A scope of its own: {@code with}, and {@code generation}, which marks what models answer. */
    record Scoped(List<Assign> assignments, List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /** What can be assigned to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record Several(List<Target> targets) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}
    }
}
