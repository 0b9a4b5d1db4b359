package io.aifactory.schedulercore.scoring;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was weighed of one candidate, by name. The names are the same for all candidates, so that a
 * decision makes no more than an array for each.
 */
final class Terms extends AbstractMap<String, Double> {
    static final int TTFT = 0;
    static final int ITL = 1;
    static final int OWN_MISS = 2;
    static final int OTHERS_MISSES = 3;
    static final int DELAY = 4;
    static final int WORK = 5;
    static final int EVICTION = 6;
    static final int JOULES = 7;
    static final int MONEY = 8;
    static final int COUNT = 9;

    /** In the order of the indices. */
    static final List<String> NAMES =
            List.of(
                    "ttftMillis",
                    "itlMillis",
                    "ownMissProbability",
                    "othersExpectedMisses",
                    "delayToOthersMillis",
                    "workMillis",
                    "evictionMillis",
                    "joules",
                    "money");

    private final double[] values;

    /**
     * @param values in the order of the names; not changed any more
     */
    Terms(double[] values) {
        this.values = values;
    }

    double value(int index) {
        return values[index];
    }

    @Override
    public @Nullable Double get(@Nullable Object key) {
        int index = key == null ? -1 : NAMES.indexOf(key);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && NAMES.contains(key);
    }

    @Override
    public Set<Map.Entry<String, Double>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return COUNT;
            }

            @Override
            public Iterator<Map.Entry<String, Double>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < COUNT;
                    }

                    @Override
                    public Map.Entry<String, Double> next() {
                        if (next == COUNT) {
                            throw new NoSuchElementException();
                        }
                        Map.Entry<String, Double> entry = Map.entry(NAMES.get(next), values[next]);
                        next++;
                        return entry;
                    }
                };
            }
        };
    }
}
