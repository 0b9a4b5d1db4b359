package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.Arguments;
import io.aifactory.tokenization.internal.jinja.Expression.Comparand;
import io.aifactory.tokenization.internal.jinja.Expression.FilterCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expressions of one run, and the line it has come to. Not thread-safe. */
final class Evaluator {
    private final Tools tools;
    private int line = 1;

    Evaluator(Tools tools) {
        this.tools = tools;
    }

    /** The line that is being run, from 1: the one to blame. */
    int line() {
        return line;
    }

    void at(int newLine) {
        line = newLine;
    }

    Value value(Expression expression, Scope scope) {
        tools.budget().step();
        tools.budget().enter();
        Value value =
                switch (expression) {
                    case Expression.Literal(Value literal) -> literal;
                    case Expression.Name(String name) -> scope.get(name);
                    case Expression.ListOf(List<Expression> items) ->
                            Value.list(values(items, scope));
                    case Expression.TupleOf(List<Expression> items) ->
                            Value.tuple(values(items, scope));
                    case Expression.DictOf dict -> dict(dict, scope);
                    case Expression.Attribute(Expression object, String name, int at) -> {
                        Value of = value(object, scope);
                        line = at;
                        yield tools.attributes().attribute(of, name);
                    }
                    case Expression.Item(Expression object, Expression index, int at) -> {
                        Value of = value(object, scope);
                        Value place = value(index, scope);
                        line = at;
                        yield tools.attributes().item(of, place);
                    }
                    case Expression.Slice slice -> slice(slice, scope);
                    case Expression.Call(Expression callee, Arguments arguments, int at) ->
                            call(callee, arguments, at, scope, Map.of());
                    case Expression.Filtered(Expression input, FilterCall filter) ->
                            filtered(value(input, scope), filter, scope);
                    case Expression.Tested tested -> {
                        Value input = value(tested.input(), scope);
                        Given given = given(tested.test(), tested.arguments(), scope);
                        line = tested.line();
                        yield Value.of(Tests.holds(tested.test(), input, given, tools));
                    }
                    case Expression.Negation negation -> negated(negation, scope);
                    case Expression.Binary binary -> {
                        Value left = value(binary.left(), scope);
                        Value right = value(binary.right(), scope);
                        line = binary.line();
                        yield tools.operators().binary(binary.operator(), left, right);
                    }
                    case Expression.Concatenation(List<Expression> parts) -> {
                        TextBuilder text = new TextBuilder(tools.budget());
                        parts.forEach(part -> text.append(tools.text(value(part, scope))));
                        yield text.build();
                    }
                    case Expression.Comparison comparison -> Value.of(holds(comparison, scope));
                    case Expression.And(Expression left, Expression right) -> {
                        Value first = value(left, scope);
                        yield Types.truth(first) ? value(right, scope) : first;
                    }
                    case Expression.Or(Expression left, Expression right) -> {
                        Value first = value(left, scope);
                        yield Types.truth(first) ? first : value(right, scope);
                    }
                    case Expression.Not(Expression operand) ->
                            Value.of(!Types.truth(value(operand, scope)));
                    case Expression.Conditional conditional -> conditional(conditional, scope);
                };
        tools.budget().leave();
        return value;
    }

    private List<Value> values(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> values.add(value(expression, scope)));
        return values;
    }

    private Value dict(Expression.DictOf dict, Scope scope) {
        List<Mapping.Entry> entries = new ArrayList<>(dict.pairs().size());
        for (Expression.Pair pair : dict.pairs()) {
            entries.add(new Mapping.Entry(value(pair.key(), scope), value(pair.value(), scope)));
        }
        line = dict.line();
        return Mapping.of(entries);
    }

    private Value slice(Expression.Slice slice, Scope scope) {
        Value object = value(slice.object(), scope);
        Optional<Value> from = slice.from().map(e -> value(e, scope));
        Optional<Value> to = slice.to().map(e -> value(e, scope));
        Optional<Value> step = slice.step().map(e -> value(e, scope));
        line = slice.line();
        return tools.attributes().slice(object, from, to, step);
    }

    private Value negated(Expression.Negation negation, Scope scope) {
        Value operand = value(negation.operand(), scope);
        line = negation.line();
        Value negated = Numbers.negated(operand);
        return negation.minus() ? negated : Numbers.negated(negated);
    }

    private boolean holds(Expression.Comparison comparison, Scope scope) {
        Value left = value(comparison.first(), scope);
        for (Comparand comparand : comparison.others()) {
            Value right = value(comparand.operand(), scope);
            line = comparison.line();
            if (!tools.comparing().holds(comparand.operator(), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Value conditional(Expression.Conditional conditional, Scope scope) {
        if (Types.truth(value(conditional.test(), scope))) {
            return value(conditional.then(), scope);
        }
        return conditional
                .otherwise()
                .map(otherwise -> value(otherwise, scope))
                .orElseGet(() -> new Value.Undefined("an 'if' without 'else' was not fulfilled"));
    }

    Value filtered(Value input, FilterCall filter, Scope scope) {
        Given given = given(filter.name(), filter.arguments(), scope);
        line = filter.line();
        return Filters.apply(filter.name(), input, given, tools);
    }

    /**
     * @param more arguments beside those that are written
     */
    Value call(
            Expression callee, Arguments arguments, int at, Scope scope, Map<String, Value> more) {
        Value function = value(callee, scope);
        if (!(function instanceof Value.Callee(String name, Value.Callee.Body body))) {
            line = at;
            throw function instanceof Value.Undefined(String problem)
                    ? Trouble.evaluation(problem)
                    : Trouble.type("what is called must be a function, not", function);
        }
        Given given = given(name, arguments, scope);
        Map<String, Value> named = new LinkedHashMap<>(given.named());
        named.putAll(more);
        line = at;
        return body.call(new Given(name, given.positional(), named));
    }

    private Given given(String callee, Arguments arguments, Scope scope) {
        if (arguments.isEmpty()) {
            return Given.none(callee);
        }
        List<Value> positional = values(arguments.positional(), scope);
        arguments
                .spread()
                .ifPresent(list -> positional.addAll(tools.iterating().list(value(list, scope))));
        Map<String, Value> named = new LinkedHashMap<>();
        arguments.named().forEach((name, value) -> named.put(name, value(value, scope)));
        return new Given(callee, positional, named);
    }
}
