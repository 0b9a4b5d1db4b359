package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Statement.Branch;
import io.aifactory.tokenization.internal.jinja.Statement.Parameter;
import io.aifactory.tokenization.internal.jinja.Statement.Target;
import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.TemplateLimits;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One run of a template: its statements, within one budget. */
final class Run {
    /** How a statement ends. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Tools tools;
    private final Evaluator evaluator;

    private Run(Clock clock) {
        this.tools = Tools.of(clock);
        this.evaluator = new Evaluator(tools);
    }

    static Text of(List<Statement> template, Map<String, Value> variables, Clock clock) {
        Run run = new Run(clock);
        try {
            Scope globals = Scope.outermost();
            Globals.define(globals, run.tools);
            Scope scope = globals.inner();
            variables.forEach(scope::set);
            TextBuilder out = new TextBuilder(run.tools.budget());
            run.all(template, scope, out);
            return out.build();
        } catch (Trouble e) {
            throw e.at(run.evaluator.line());
        } catch (StackOverflowError e) {
            throw new ChatTemplateException(
                    ChatTemplateException.Kind.LIMIT,
                    run.evaluator.line(),
                    "calls inside of one another take more than the stack");
        }
    }

    private Flow all(List<Statement> statements, Scope scope, TextBuilder out) {
        tools.budget().enter();
        Flow flow = Flow.NEXT;
        Iterator<Statement> remaining = statements.iterator();
        while (flow == Flow.NEXT && remaining.hasNext()) {
            tools.budget().step();
            flow = one(remaining.next(), scope, out);
        }
        tools.budget().leave();
        return flow;
    }

    private Flow one(Statement statement, Scope scope, TextBuilder out) {
        return switch (statement) {
            case Statement.Write(Text text) -> print(text, out);
            case Statement.Print(Expression value, int line) -> {
                evaluator.at(line);
                yield print(tools.text(evaluator.value(value, scope)), out);
            }
            case Statement.If(List<Branch> branches, List<Statement> otherwise) -> {
                for (Branch branch : branches) {
                    evaluator.at(branch.line());
                    if (Types.truth(evaluator.value(branch.test(), scope))) {
                        yield all(branch.body(), scope, out);
                    }
                }
                yield all(otherwise, scope, out);
            }
            case Statement.For loop -> loop(loop, scope, out);
            case Statement.Assign assign -> {
                assign(assign, scope, scope);
                yield Flow.NEXT;
            }
            case Statement.AssignBlock block -> {
                evaluator.at(block.line());
                Value text = filtered(captured(block.body(), scope), block.filters(), scope);
                assign(block.target(), text, scope);
                yield Flow.NEXT;
            }
            case Statement.Macro macro -> {
                scope.set(
                        macro.name(), macro(macro.name(), macro.parameters(), macro.body(), scope));
                yield Flow.NEXT;
            }
            case Statement.CallBlock block -> {
                evaluator.at(block.line());
                Value caller = macro("caller", block.parameters(), block.body(), scope);
                Expression.Call call = block.call();
                yield print(
                        tools.text(
                                evaluator.call(
                                        call.callee(),
                                        call.arguments(),
                                        call.line(),
                                        scope,
                                        Map.of("caller", caller))),
                        out);
            }
            case Statement.FilterBlock block -> {
                evaluator.at(block.line());
                Value text = captured(block.body(), scope);
                yield print(tools.text(filtered(text, block.filters(), scope)), out);
            }
            case Statement.Scoped(List<Statement.Assign> assignments, List<Statement> body) -> {
                Scope inner = scope.inner();
                assignments.forEach(assignment -> assign(assignment, scope, inner));
                yield all(body, inner, out);
            }
            case Statement.Break() -> Flow.BREAK;
            case Statement.Continue() -> Flow.CONTINUE;
        };
    }

    private static Flow print(Text text, TextBuilder out) {
        if ((long) out.length() + text.length() > TemplateLimits.OUTPUT_CHARACTERS) {
            throw Trouble.limit(
                    "the prompt has more than %,d characters; shorten the conversation"
                            .formatted(TemplateLimits.OUTPUT_CHARACTERS));
        }
        out.append(text);
        return Flow.NEXT;
    }

    private Text captured(List<Statement> body, Scope scope) {
        TextBuilder out = new TextBuilder(tools.budget());
        all(body, scope.inner(), out);
        return out.build();
    }

    private Value filtered(Value input, List<Expression.FilterCall> filters, Scope scope) {
        Value value = input;
        for (Expression.FilterCall filter : filters) {
            value = evaluator.filtered(value, filter, scope);
        }
        return value;
    }

    private Flow loop(Statement.For statement, Scope scope, TextBuilder out) {
        evaluator.at(statement.line());
        Value iterable = evaluator.value(statement.iterable(), scope);
        evaluator.at(statement.line());
        Iterator<Value> items = tools.iterating().over(iterable);
        if (statement.test().isPresent()) {
            Expression test = statement.test().get();
            items =
                    new LazyFilters.Matching(
                            items,
                            item -> {
                                Scope inner = scope.inner();
                                assign(statement.target(), item, inner);
                                return Types.truth(evaluator.value(test, inner));
                            });
        }
        Loop loop = new Loop(items, tools.budget());
        if (!loop.hasNext()) {
            return all(statement.otherwise(), scope.inner(), out);
        }
        while (loop.hasNext()) {
            Scope inner = scope.inner();
            Value item = loop.next();
            inner.set("loop", loop);
            assign(statement.target(), item, inner);
            if (all(statement.body(), inner, out) == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    private void assign(Statement.Assign assign, Scope from, Scope to) {
        evaluator.at(assign.line());
        Value value = evaluator.value(assign.value(), from);
        evaluator.at(assign.line());
        assign(assign.target(), value, to);
    }

    private void assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable(String name) -> scope.set(name, value);
            case Target.Several(List<Target> targets) -> {
                List<Value> parts = tools.iterating().list(value);
                if (parts.size() != targets.size()) {
                    throw Trouble.evaluation(
                            "%d values are needed here, not %d"
                                    .formatted(targets.size(), parts.size()));
                }
                for (int i = 0; i < targets.size(); i++) {
                    assign(targets.get(i), parts.get(i), scope);
                }
            }
            case Target.NamespaceAttribute(String name, String attribute) -> {
                if (!(scope.get(name) instanceof Value.Namespace namespace)) {
                    throw Trouble.evaluation(
                            "'" + name + "' is no namespace; only those can be changed");
                }
                namespace.attributes().put(attribute, value);
            }
        }
    }

    private Value macro(
            String name, List<Parameter> parameters, List<Statement> body, Scope definition) {
        String[] names = parameters.stream().map(Parameter::name).toArray(String[]::new);
        return new Value.Callee(
                name,
                given -> {
                    Scope scope = definition.inner();
                    Map<String, Value> named = new java.util.LinkedHashMap<>(given.named());
                    Value caller = named.remove("caller");
                    if (caller != null) {
                        scope.set("caller", caller);
                    }
                    Given.Bound bound = new Given(name, given.positional(), named).bind(names);
                    for (Parameter parameter : parameters) {
                        scope.set(
                                parameter.name(),
                                bound.get(parameter.name())
                                        .or(() ->
                                                parameter
                                                        .standard()
                                                        .map(e -> evaluator.value(e, scope)))
                                        .orElseGet(() ->
                                                new Value.Undefined(
                                                        "parameter '"
                                                                + parameter.name()
                                                                + "' was not provided")));
                    }
                    TextBuilder out = new TextBuilder(tools.budget());
                    all(body, scope, out);
                    return out.build();
                });
    }
}
