package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.internal.jinja.Expression.CompareOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Equality, order and membership of Python. */
final class Comparing {
    private final Budget budget;

    Comparing(Budget budget) {
        this.budget = budget;
    }

    boolean holds(CompareOperator operator, Value left, Value right) {
        return switch (operator) {
            case EQUAL -> equal(left, right);
            case UNEQUAL -> !equal(left, right);
            case IN -> contains(right, left);
            case NOT_IN -> !contains(right, left);
            case LESS -> compare(operator.sign(), left, right) < 0;
            case LESS_OR_EQUAL -> compare(operator.sign(), left, right) <= 0;
            case GREATER -> compare(operator.sign(), left, right) > 0;
            case GREATER_OR_EQUAL -> compare(operator.sign(), left, right) >= 0;
        };
    }

    boolean equal(Value left, Value right) {
        budget.step();
        if (left instanceof Text a && right instanceof Text b) {
            return a.value().equals(b.value());
        }
        if (isNumber(left) && isNumber(right)) {
            return !isNan(left) && !isNan(right) && compareNumbers(left, right) == 0;
        }
        if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
            return a.kind() == b.kind() && equal(a.items(), b.items());
        }
        if (left instanceof Mapping a && right instanceof Mapping b) {
            return equal(a, b);
        }
        return identical(left, right)
                || (left instanceof Value.None && right instanceof Value.None)
                || (left instanceof Value.Undefined && right instanceof Value.Undefined);
    }

    /** Namespaces, functions and what filters yield are equal to themselves alone. */
    @SuppressWarnings("ReferenceEquality") // a namespace can contain itself
    static boolean identical(Value left, Value right) {
        return left == right;
    }

    private boolean equal(List<Value> left, List<Value> right) {
        if (left.size() != right.size()) {
            return false;
        }
        budget.enter();
        try {
            for (int i = 0; i < left.size(); i++) {
                if (!equal(left.get(i), right.get(i))) {
                    return false;
                }
            }
            return true;
        } finally {
            budget.leave();
        }
    }

    private boolean equal(Mapping left, Mapping right) {
        if (left.size() != right.size()) {
            return false;
        }
        budget.enter();
        try {
            for (Mapping.Entry entry : left.entries()) {
                Optional<Value> other = right.get(entry.key());
                if (other.isEmpty() || !equal(entry.value(), other.get())) {
                    return false;
                }
            }
            return true;
        } finally {
            budget.leave();
        }
    }

    /** {@code element in container}. */
    boolean contains(Value container, Value element) {
        return switch (container) {
            case Text text -> {
                if (!(element instanceof Text part)) {
                    throw Trouble.type("'in' a string needs a string before it, not", element);
                }
                budget.steps(1 + text.length() / 16);
                yield text.value().contains(part.value());
            }
            case Mapping mapping -> mapping.get(element).isPresent();
            default -> {
                Iterator<Value> items = new Iterating(budget).over(container);
                while (items.hasNext()) {
                    if (equal(items.next(), element)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    /** Negative, zero or positive; for messages, the sign of the operator. */
    int compare(String sign, Value left, Value right) {
        budget.step();
        if (isNan(left) || isNan(right)) {
            throw Trouble.evaluation("'" + sign + "' cannot order nan");
        }
        if (left instanceof Text a && right instanceof Text b) {
            return compareTexts(a.value(), b.value());
        }
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof Value.Sequence a
                && right instanceof Value.Sequence b
                && a.kind() == b.kind()) {
            return compareLists(sign, a.items(), b.items());
        }
        throw Trouble.evaluation(
                "'%s' cannot order %s and %s"
                        .formatted(sign, Types.described(left), Types.described(right)));
    }

    private int compareLists(String sign, List<Value> left, List<Value> right) {
        budget.enter();
        try {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                if (!equal(left.get(i), right.get(i))) {
                    return compare(sign, left.get(i), right.get(i));
                }
            }
            return Integer.compare(left.size(), right.size());
        } finally {
            budget.leave();
        }
    }

    /** By code points; UTF-16 would put some above those that follow them. */
    private int compareTexts(String left, String right) {
        int common = Math.min(left.length(), right.length());
        budget.steps(1 + common / 16);
        for (int i = 0; i < common; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                int start = i > 0 && Character.isHighSurrogate(left.charAt(i - 1)) ? i - 1 : i;
                return Integer.compare(left.codePointAt(start), right.codePointAt(start));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Whole
                || value instanceof Value.Real
                || value instanceof Value.Truth;
    }

    private static boolean isNan(Value value) {
        return value instanceof Value.Real(double number) && Double.isNaN(number);
    }

    private static int compareNumbers(Value left, Value right) {
        Optional<BigInteger> a = Numbers.whole(left);
        Optional<BigInteger> b = Numbers.whole(right);
        if (a.isPresent() && b.isPresent()) {
            return a.get().compareTo(b.get());
        }
        double x = Numbers.real(left).orElse(0.0);
        double y = Numbers.real(right).orElse(0.0);
        if (Double.isInfinite(x) || Double.isInfinite(y)) {
            return Double.compare(x, y);
        }
        BigDecimal exactLeft = a.map(BigDecimal::new).orElseGet(() -> new BigDecimal(x));
        return exactLeft.compareTo(b.map(BigDecimal::new).orElseGet(() -> new BigDecimal(y)));
    }
}
