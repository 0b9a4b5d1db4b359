package io.aifactory.economics.meter;

/**
 * Turns a hardware counter that restarts at zero after its largest value into one that only grows.
 * Exact as long as it is read at least once per lap. Not thread-safe.
 */
final class WrappingCounter {
    private final long range;
    private long last;
    private long total;

    /**
     * @param range the largest value before the counter restarts at zero
     * @param first the value now; it counts as zero
     */
    WrappingCounter(long range, long first) {
        if (range <= 0) {
            throw new IllegalArgumentException("a counter needs a positive range: " + range);
        }
        this.range = range;
        this.last = first;
    }

    /** The total after this reading, in the counter's unit. */
    long advance(long reading) {
        total += reading >= last ? reading - last : range - last + reading;
        last = reading;
        return total;
    }

    long total() {
        return total;
    }
}
