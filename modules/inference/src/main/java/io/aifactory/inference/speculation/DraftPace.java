package io.aifactory.inference.speculation;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What a draft model takes to guess and to read, as measured. Not thread-safe. */
public final class DraftPace {
    private final TreeMap<Integer, RecentMean> runs = new TreeMap<>();
    private final RecentMean reading = new RecentMean();

    /**
     * It has run once for so many sequences.
     *
     * @param nanos that it took; 0 is left out
     */
    public void ran(int sequences, long nanos) {
        if (nanos > 0) {
            runs.computeIfAbsent(sequences, _ -> new RecentMean()).observe((double) nanos);
        }
    }

    /**
     * It has read so many tokens.
     *
     * @param nanos that it took; 0 is left out
     */
    public void read(int tokens, long nanos) {
        if (nanos > 0) {
            reading.observe((double) nanos / tokens);
        }
    }

    /**
     * Nanoseconds of a run for so many sequences; where that was never measured, of the nearest
     * number that was. Empty before the first run.
     */
    public OptionalDouble runNanos(int sequences) {
        Map.Entry<Integer, RecentMean> fewer = runs.floorEntry(sequences);
        Map.Entry<Integer, RecentMean> more = runs.ceilingEntry(sequences);
        if (fewer == null && more == null) {
            return OptionalDouble.empty();
        }
        boolean useMore =
                fewer == null
                        || (more != null && more.getKey() - sequences < sequences - fewer.getKey());
        return OptionalDouble.of((useMore ? more : fewer).getValue().value());
    }

    /** Nanoseconds of reading one token; empty before the first. */
    public OptionalDouble tokenNanos() {
        return reading.isKnown() ? OptionalDouble.of(reading.value()) : OptionalDouble.empty();
    }
}
