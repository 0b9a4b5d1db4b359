package io.aifactory.economics.carbon;

import io.aifactory.economics.carbon.JsonText.JsonObject;
import io.aifactory.economics.carbon.TimeSeries.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signals as JSON: an array of objects with a time and a number, or an object that holds one under
 * {@code data}, {@code history} or {@code forecast}. The time is called {@code time}, {@code
 * datetime}, {@code point_time} or {@code from}, the number {@code value}, {@code carbonIntensity}
 * or {@code price}: the names of common services, whose units may differ from ours. Times ascend.
 */
final class SignalJson {
    private static final List<String> ARRAYS = List.of("data", "history", "forecast");
    private static final List<String> TIMES = List.of("time", "datetime", "point_time", "from");
    private static final List<String> VALUES = List.of("value", "carbonIntensity", "price");

    private SignalJson() {}

    /**
     * @param unit of the values, for messages
     * @param least values below are refused
     * @throws IllegalArgumentException naming the line
     */
    static List<Point> parse(String text, String unit, double least) {
        List<Point> points = new ArrayList<>();
        for (Object element : array(JsonText.parse(text))) {
            if (!(element instanceof JsonObject point)) {
                throw new IllegalArgumentException(
                        "line 1: a point is an object with time and value, not '%s'"
                                .formatted(SignalPoints.shortened(element.toString())));
            }
            String time = member(point, TIMES).toString();
            String value = member(point, VALUES).toString();
            SignalPoints.add(points, point.line(), time, value, unit, least);
        }
        SignalPoints.requireSome(points);
        return points;
    }

    private static List<?> array(Object root) {
        if (root instanceof List<?> list) {
            return list;
        }
        if (root instanceof JsonObject object) {
            Optional<Object> named = find(object, ARRAYS);
            if (named.isPresent() && named.get() instanceof List<?> list) {
                return list;
            }
        }
        throw new IllegalArgumentException(
                "line 1: give an array of points, or an object with one under " + ARRAYS);
    }

    private static Object member(JsonObject point, List<String> names) {
        return find(point, names)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "line %d: the point has none of %s"
                                        .formatted(point.line(), names)));
    }

    private static Optional<Object> find(JsonObject object, List<String> names) {
        return names.stream()
                .filter(object.members()::containsKey)
                .findFirst()
                .map(object.members()::get);
    }
}
