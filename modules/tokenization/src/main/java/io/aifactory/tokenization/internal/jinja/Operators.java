package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.BinaryOperator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code +}, {@code *} and the other operators between two values. */
final class Operators {
    private final Budget budget;
    private final Printing printing;

    Operators(Budget budget, Printing printing) {
        this.budget = budget;
        this.printing = printing;
    }

    Value binary(BinaryOperator operator, Value left, Value right) {
        Optional<Value> number = Numbers.calculate(operator, left, right);
        if (number.isPresent()) {
            return number.get();
        }
        requireDefined(left);
        if (operator == BinaryOperator.REMAINDER && left instanceof Text format) {
            return new Formatting(budget, printing).percent(format, right);
        }
        requireDefined(right);
        Optional<Value> result =
                switch (operator) {
                    case ADD -> added(left, right);
                    case MULTIPLY -> multiplied(left, right).or(() -> multiplied(right, left));
                    default -> Optional.empty();
                };
        return result.orElseThrow(() ->
                Trouble.evaluation(
                        "'%s' does not go with %s and %s"
                                .formatted(
                                        operator.sign(),
                                        Types.described(left),
                                        Types.described(right))));
    }

    private static void requireDefined(Value value) {
        if (value instanceof Value.Undefined(String problem)) {
            throw Trouble.evaluation(problem);
        }
    }

    private Optional<Value> added(Value left, Value right) {
        if (left instanceof Text a && right instanceof Text b) {
            return Optional.of(new TextBuilder(budget).append(a).append(b).build());
        }
        if (left instanceof Value.Sequence a
                && right instanceof Value.Sequence b
                && a.kind() == b.kind()
                && a.kind() != Value.Kind.VIEW) {
            budget.items((long) a.items().size() + b.items().size());
            List<Value> items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return Optional.of(new Value.Sequence(a.kind(), items));
        }
        return Optional.empty();
    }

    private Optional<Value> multiplied(Value repeated, Value times) {
        Optional<BigInteger> count = Numbers.whole(times);
        if (count.isEmpty()) {
            return Optional.empty();
        }
        int copies = Math.max(0, Numbers.clamped(count.get()));
        if (repeated instanceof Text text) {
            if (text.isEmpty()) {
                return Optional.of(text);
            }
            TextBuilder result = new TextBuilder(budget);
            for (int i = 0; i < copies; i++) {
                result.append(text);
            }
            return Optional.of(result.build());
        }
        if (repeated instanceof Value.Sequence sequence && sequence.kind() != Value.Kind.VIEW) {
            budget.items((long) copies * sequence.items().size());
            List<Value> items = new ArrayList<>();
            for (int i = 0; i < copies && !sequence.items().isEmpty(); i++) {
                items.addAll(sequence.items());
            }
            return Optional.of(new Value.Sequence(sequence.kind(), items));
        }
        return Optional.empty();
    }
}
