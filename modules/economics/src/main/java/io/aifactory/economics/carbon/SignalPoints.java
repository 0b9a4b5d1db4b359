package io.aifactory.economics.carbon;

import io.aifactory.economics.carbon.TimeSeries.Point;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Points of a signal, checked one by one, so that each complaint names its line. */
final class SignalPoints {
    private static final int LONGEST_QUOTE = 80;

    private SignalPoints() {}

    static void add(
            List<Point> points, int line, String time, String value, String unit, double least) {
        if (points.size() == TimeSeries.MOST_POINTS) {
            throw new IllegalArgumentException(
                    "line %d is beyond %d points; give a shorter span or longer steps"
                            .formatted(line, TimeSeries.MOST_POINTS));
        }
        long millis = millis(line, time);
        if (!points.isEmpty() && millis <= points.getLast().epochMillis()) {
            throw new IllegalArgumentException(
                    "line %d: %s is not after %s; sort by time and leave out repetitions"
                            .formatted(
                                    line,
                                    time,
                                    Instant.ofEpochMilli(points.getLast().epochMillis())));
        }
        points.add(new Point(millis, number(line, value, unit, least)));
    }

    static void requireSome(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException(
                    "line 1: a signal has at least one point; the text has none");
        }
    }

    private static long millis(int line, String time) {
        try {
            return OffsetDateTime.parse(time).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "line %d: '%s' is not a time with offset; write 2026-01-01T00:00Z"
                            .formatted(line, printable(time)),
                    e);
        }
    }

    private static double number(int line, String text, String unit, double least) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value) || value < least) {
            throw new IllegalArgumentException(
                    "line %d: '%s' is not a number of %s%s"
                            .formatted(
                                    line,
                                    printable(text),
                                    unit,
                                    least == 0 ? "; give 0 or more" : "; give a finite number"));
        }
        return value;
    }

    /** For a message: short, and without characters that steer a terminal. */
    static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_QUOTE ? clean : clean.substring(0, LONGEST_QUOTE) + "…";
    }
}
