package io.aifactory.inference.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many threads of the processor one operation gets, by what steps took with each number: the
 * fastest, unless it is faster than all processors by less than a margin. Pure functions.
 */
public final class ThreadChoice {
    /** Part of the time that fewer threads than processors must save. */
    static final double MARGIN = 0.05;

    private static final int MOST_CANDIDATES = 6;

    private ThreadChoice() {}

    /**
     * What was measured with a number of threads.
     *
     * @param nanos of each kind of step, in the same order for all numbers
     */
    public record Trial(int threads, List<Long> nanos) {
        public Trial {
            nanos = List.copyOf(nanos);
        }

        /** Geometric mean over the kinds of steps of how much longer it took than another. */
        private double ratioTo(Trial other) {
            double logarithms = 0;
            for (int i = 0; i < nanos.size(); i++) {
                double here = Math.max(1, nanos.get(i));
                logarithms += Math.log(here / Math.max(1, other.nanos().get(i)));
            }
            return Math.exp(logarithms / nanos.size());
        }
    }

    /**
     * Numbers that are worth a trial: all processors, and from there half as many, a quarter, and
     * so on, with one fewer than all for what else runs on the machine.
     *
     * @param processors at least 1
     * @return at most 6, ascending
     */
    public static List<Integer> candidates(int processors) {
        TreeSet<Integer> numbers = new TreeSet<>();
        numbers.add(processors);
        numbers.add(Math.max(1, processors - 1));
        for (int half = processors / 2; half >= 1 && numbers.size() < MOST_CANDIDATES; half /= 2) {
            numbers.add(half);
        }
        return new ArrayList<>(numbers);
    }

    /** For people: what each number took, against all processors. */
    static String describe(List<Trial> trials) {
        return trials.stream()
                .map(trial ->
                        String.format(
                                Locale.ROOT,
                                "%d took %.2f of the time of all",
                                trial.threads(),
                                trial.ratioTo(trials.getLast())))
                .collect(Collectors.joining(", "));
    }

    /**
     * @param trials at least one, ascending; the last is that of all processors
     */
    public static int of(List<Trial> trials) {
        Trial all = trials.getLast();
        Trial best = all;
        for (Trial trial : trials) {
            best = trial.ratioTo(best) < 1 ? trial : best;
        }
        return best.ratioTo(all) <= 1 - MARGIN ? best.threads() : all.threads();
    }
}
