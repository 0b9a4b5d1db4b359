package io.aifactory.tokenization.internal.grammar.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of Unicode scalar values (code points without surrogates).
 *
 * @param ranges sorted, neither overlapping nor adjacent
 */
public record CodePoints(List<Span> ranges) {
    /** Both ends belong to it. */
    public record Span(int low, int high) {}

    private static final Span SURROGATES =
            new Span(Character.MIN_SURROGATE, Character.MAX_SURROGATE);
    public static final CodePoints NONE = new CodePoints(List.of());
    public static final CodePoints ALL = NONE.complement();

    public CodePoints {
        ranges = List.copyOf(ranges);
    }

    public static CodePoints of(int codePoint) {
        return range(codePoint, codePoint);
    }

    /** The scalar values from one to another. */
    public static CodePoints range(int low, int high) {
        return new CodePoints(List.of(new Span(low, high))).intersect(ALL);
    }

    /** Each character of a text. */
    public static CodePoints anyOf(String characters) {
        CodePoints result = NONE;
        for (int codePoint : characters.codePoints().toArray()) {
            result = result.union(of(codePoint));
        }
        return result;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public CodePoints union(CodePoints other) {
        return union(List.of(this, other));
    }

    /** What any of the sets has. */
    public static CodePoints union(List<CodePoints> sets) {
        List<Span> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.ranges));
        all.sort(Comparator.comparingInt(Span::low));
        List<Span> joined = new ArrayList<>();
        for (Span span : all) {
            if (!joined.isEmpty() && joined.getLast().high() + 1 >= span.low()) {
                Span last = joined.removeLast();
                joined.add(new Span(last.low(), Math.max(last.high(), span.high())));
            } else {
                joined.add(span);
            }
        }
        return new CodePoints(joined);
    }

    /** All scalar values but these. */
    public CodePoints complement() {
        List<Span> taken = new ArrayList<>(ranges);
        taken.add(SURROGATES);
        taken.sort(Comparator.comparingInt(Span::low));
        List<Span> rest = new ArrayList<>();
        int from = 0;
        for (Span span : taken) {
            if (from < span.low()) {
                rest.add(new Span(from, span.low() - 1));
            }
            from = span.high() + 1;
        }
        if (from <= Character.MAX_CODE_POINT) {
            rest.add(new Span(from, Character.MAX_CODE_POINT));
        }
        return new CodePoints(rest);
    }

    public CodePoints intersect(CodePoints other) {
        List<Span> both = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < ranges.size() && j < other.ranges.size()) {
            Span a = ranges.get(i);
            Span b = other.ranges.get(j);
            int low = Math.max(a.low(), b.low());
            int high = Math.min(a.high(), b.high());
            if (low <= high) {
                both.add(new Span(low, high));
            }
            if (a.high() < b.high()) {
                i++;
            } else {
                j++;
            }
        }
        return new CodePoints(both);
    }

    public boolean contains(int codePoint) {
        return ranges.stream().anyMatch(s -> s.low() <= codePoint && codePoint <= s.high());
    }
}
