package io.aifactory.economics.carbon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aifactory.economics.carbon.TimeSeries.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private static final int DEEPEST = 16;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonParser json;
    private final String unit;
    private final double least;

    private SignalJson(JsonParser json, String unit, double least) {
        this.json = json;
        this.unit = unit;
        this.least = least;
    }

    /**
     * @param unit of the values, for messages
     * @param least values below are refused
     * @throws IllegalArgumentException naming the line
     */
    static List<Point> parse(String text, String unit, double least) {
        try (JsonParser json = JSON.createParser(text)) {
            return new SignalJson(json, unit, least).whole();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    private List<Point> whole() throws IOException {
        try {
            List<Point> points = signal();
            if (json.nextToken() != null) {
                throw refused("something follows the end of the signal");
            }
            SignalPoints.requireSome(points);
            return points;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line %d: not JSON, %s"
                            .formatted(
                                    json.currentLocation().getLineNr(),
                                    SignalPoints.printable(e.getOriginalMessage())),
                    e);
        }
    }

    private List<Point> signal() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return points();
        }
        List<Point> named = null;
        if (first == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean signal = ARRAYS.contains(json.currentName());
                if (json.nextToken() == JsonToken.START_ARRAY && signal && named == null) {
                    named = points();
                } else {
                    json.skipChildren();
                }
            }
        }
        if (named == null) {
            throw new IllegalArgumentException(
                    "line 1: give an array of points, or an object with one under " + ARRAYS);
        }
        return named;
    }

    private List<Point> points() throws IOException {
        List<Point> points = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw refused(
                        "a point is an object with time and value, not '%s'"
                                .formatted(SignalPoints.printable(json.getText())));
            }
            int line = json.currentTokenLocation().getLineNr();
            Map<String, String> members = members();
            String time = member(members, TIMES, line);
            String value = member(members, VALUES, line);
            SignalPoints.add(points, line, time, value, unit, least);
        }
        return points;
    }

    /** What is no object and no array, by its name, as it is written. */
    private Map<String, String> members() throws IOException {
        Map<String, String> members = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return members;
    }

    private static String member(Map<String, String> members, List<String> names, int line) {
        return names.stream()
                .filter(members::containsKey)
                .findFirst()
                .map(members::get)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "line %d: the point has none of %s".formatted(line, names)));
    }

    private IllegalArgumentException refused(String wrong) {
        return new IllegalArgumentException(
                "line %d: %s".formatted(json.currentTokenLocation().getLineNr(), wrong));
    }
}
