package io.aifactory.tokenization.internal.jinja;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A text that knows which of its characters came from outside of the template. Immutable; places
 * are those of UTF-16 here, and of code points where templates can see them.
 */
public final class Text implements Value {
    private static final int[] NOTHING = {};
    static final Text EMPTY = new Text("", NOTHING);

    private final String value;

    /** Start and end of each run from outside, ascending, never touching each other. */
    private final int[] foreign;

    private Text(String value, int[] foreign) {
        this.value = value;
        this.foreign = foreign;
    }

    /** Text that the template is to be credited with. */
    public static Text ofTemplate(String value) {
        return value.isEmpty() ? EMPTY : new Text(value, NOTHING);
    }

    /** Text that somebody else wrote, or that was computed from such. */
    public static Text foreign(String value) {
        return value.isEmpty() ? EMPTY : new Text(value, new int[] {0, value.length()});
    }

    /** For builders: takes the array over. */
    static Text marked(String value, int[] foreign) {
        return new Text(value, foreign);
    }

    public String value() {
        return value;
    }

    int length() {
        return value.length();
    }

    boolean isEmpty() {
        return value.isEmpty();
    }

    /** Start and end of each run from outside; not to be changed. */
    int[] foreignRuns() {
        return foreign;
    }

    /** Receives a text in runs of one origin each. */
    public interface Runs {
        void run(String text, boolean ofTemplate);
    }

    /** Hands out the runs in order; none is empty. */
    public void forEachRun(Runs sink) {
        int done = 0;
        for (int i = 0; i < foreign.length; i += 2) {
            if (foreign[i] > done) {
                sink.run(value.substring(done, foreign[i]), true);
            }
            sink.run(value.substring(foreign[i], foreign[i + 1]), false);
            done = foreign[i + 1];
        }
        if (done < value.length()) {
            sink.run(value.substring(done), true);
        }
    }

    Text substring(int from, int to) {
        if (from == 0 && to == value.length()) {
            return this;
        }
        if (from >= to) {
            return EMPTY;
        }
        int[] runs = new int[foreign.length];
        int size = 0;
        for (int i = 0; i < foreign.length; i += 2) {
            int start = Math.max(foreign[i], from);
            int end = Math.min(foreign[i + 1], to);
            if (start < end) {
                runs[size++] = start - from;
                runs[size++] = end - from;
            }
        }
        return new Text(value.substring(from, to), Arrays.copyOf(runs, size));
    }

    /** Changes each run by itself, so that it keeps its origin. */
    Text mapRuns(UnaryOperator<String> change, Budget budget) {
        TextBuilder changed = new TextBuilder(budget);
        forEachRun((run, ofTemplate) -> changed.append(change.apply(run), ofTemplate));
        return changed.build();
    }

    /** Another text made from this one: from outside, unless the template wrote all of this. */
    Text derived(String other) {
        return foreign.length == 0 ? ofTemplate(other) : foreign(other);
    }

    /** Number of code points: the length that Python sees. */
    int codePoints() {
        return value.codePointCount(0, value.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
