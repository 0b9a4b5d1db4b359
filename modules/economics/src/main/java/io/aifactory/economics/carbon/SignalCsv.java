package io.aifactory.economics.carbon;

import io.aifactory.economics.carbon.TimeSeries.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Signals as lines {@code time,value}: an ISO 8601 time with offset ({@code 2026-01-01T00:00Z}), a
 * comma or semicolon, a number with a decimal point. Empty lines and those that begin with {@code
 * #} are passed over, and the first line may be a header. Times ascend.
 */
final class SignalCsv {
    private SignalCsv() {}

    /**
     * @param unit of the values, for messages
     * @param least values below are refused
     * @throws IllegalArgumentException naming the line
     */
    static List<Point> parse(String text, String unit, double least) {
        List<Point> points = new ArrayList<>();
        boolean first = true;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            String[] cells = content.split("[,;]", -1);
            if (cells.length != 2) {
                throw new IllegalArgumentException(
                        "line %d has %d columns; give two, such as 2026-01-01T00:00Z,312.5"
                                .formatted(number, cells.length));
            }
            boolean header = first && !startsWithDigit(cells[0]) && !startsWithDigit(cells[1]);
            first = false;
            if (!header) {
                SignalPoints.add(points, number, cells[0].strip(), cells[1].strip(), unit, least);
            }
        }
        SignalPoints.requireSome(points);
        return points;
    }

    private static boolean startsWithDigit(String cell) {
        String text = cell.strip();
        return !text.isEmpty() && "0123456789+-.".indexOf(text.charAt(0)) >= 0;
    }
}
