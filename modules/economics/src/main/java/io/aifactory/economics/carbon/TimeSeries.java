package io.aifactory.economics.carbon;

import java.util.Arrays;
import java.util.List;

/**
 * A figure over time, in steps or straight lines between points. Times are milliseconds since the
 * epoch. Immutable.
 *
 * <p>In steps the last value holds as long as the one before it did (an hour if there is only one
 * point); in lines the series ends with its last point.
 */
public final class TimeSeries {
    /** More points than a century of five-minute values: what is larger is not a signal. */
    public static final int MOST_POINTS = 12_000_000;

    private static final long HOUR_MILLIS = 3_600_000;

    /**
     * @param epochMillis when
     * @param value what it was then; finite
     */
    public record Point(long epochMillis, double value) {}

    private final long[] times;
    private final double[] values;
    private final Interpolation interpolation;
    private final long endMillis;

    private TimeSeries(long[] times, double[] values, Interpolation interpolation, long endMillis) {
        this.times = times;
        this.values = values;
        this.interpolation = interpolation;
        this.endMillis = endMillis;
    }

    /**
     * @param points in strictly ascending time, all values finite
     * @throws IllegalArgumentException if there are none or too many, or one is out of order or not
     *     finite
     */
    public static TimeSeries of(List<Point> points, Interpolation interpolation) {
        int count = points.size();
        if (count == 0 || count > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "a series has 1 to " + MOST_POINTS + " points, not " + count);
        }
        long[] times = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            Point point = points.get(i);
            times[i] = point.epochMillis();
            values[i] = point.value();
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "point %d is %s; give a finite number".formatted(i, values[i]));
            }
            if (i > 0 && times[i] <= times[i - 1]) {
                throw new IllegalArgumentException(
                        "point %d is at %d ms, not after point %d at %d ms; sort by time"
                                .formatted(i, times[i], i - 1, times[i - 1]));
            }
        }
        long last = times[count - 1];
        long held = count == 1 ? HOUR_MILLIS : last - times[count - 2];
        long end = interpolation == Interpolation.STEPS ? last + held : last;
        return new TimeSeries(times, values, interpolation, end);
    }

    public Interpolation interpolation() {
        return interpolation;
    }

    /** Time of the first point. */
    public long startMillis() {
        return times[0];
    }

    /** Until when something is known; itself not covered in steps, covered in lines. */
    public long endMillis() {
        return endMillis;
    }

    public double lastValue() {
        return values[values.length - 1];
    }

    public boolean covers(long epochMillis) {
        return epochMillis >= times[0]
                && (epochMillis < endMillis
                        || (epochMillis == endMillis && interpolation == Interpolation.LINEAR));
    }

    /**
     * @throws IllegalArgumentException if the series does not cover that time
     */
    public double at(long epochMillis) {
        if (!covers(epochMillis)) {
            throw new IllegalArgumentException(
                    "%d ms lies outside of the series, %d to %d ms; ask a forecast instead"
                            .formatted(epochMillis, times[0], endMillis));
        }
        int index = indexAt(epochMillis);
        if (interpolation == Interpolation.STEPS || index == times.length - 1) {
            return values[index];
        }
        double share = (double) (epochMillis - times[index]) / (times[index + 1] - times[index]);
        return values[index] + share * (values[index + 1] - values[index]);
    }

    /**
     * Mean over a covered span, exact for both interpolations.
     *
     * @throws IllegalArgumentException if the span is empty or not covered
     */
    public double mean(long fromMillis, long toMillis) {
        if (fromMillis >= toMillis || fromMillis < times[0] || toMillis > endMillis) {
            throw new IllegalArgumentException(
                    "no mean from %d to %d ms of a series from %d to %d ms"
                            .formatted(fromMillis, toMillis, times[0], endMillis));
        }
        double sum = 0;
        long at = fromMillis;
        for (int i = indexAt(fromMillis); at < toMillis; i++) {
            long until = Math.min(toMillis, i + 1 < times.length ? times[i + 1] : endMillis);
            // the middle of a straight line is its mean
            double middle =
                    interpolation == Interpolation.STEPS ? values[i] : (at(at) + at(until)) / 2;
            sum += middle * (until - at);
            at = until;
        }
        return sum / (toMillis - fromMillis);
    }

    /**
     * What was known at a time: all points up to it, so that a rehearsal cannot look ahead.
     *
     * @throws IllegalArgumentException if nothing was known yet
     */
    public TimeSeries until(long epochMillis) {
        if (epochMillis < times[0]) {
            throw new IllegalArgumentException(
                    "nothing is known at %d ms: the series begins at %d ms"
                            .formatted(epochMillis, times[0]));
        }
        int count = indexAt(epochMillis) + 1;
        long end =
                interpolation == Interpolation.STEPS
                        ? Math.min(endMillis, Math.max(times[count - 1] + 1, epochMillis))
                        : times[count - 1];
        return new TimeSeries(
                Arrays.copyOf(times, count), Arrays.copyOf(values, count), interpolation, end);
    }

    /** The last point that is not after this time. */
    private int indexAt(long epochMillis) {
        int found = Arrays.binarySearch(times, epochMillis);
        return found >= 0 ? found : -found - 2;
    }
}
