package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;

/** Makes the frames of a stream comparable, after checking what differs from run to run. */
final class Frames {
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z]+-[0-9a-f]{32})\"");

    private Frames() {}

    /** All ids must be the same; id and time become constants. */
    static List<String> comparable(List<String> lines) {
        List<String> ids =
                lines.stream()
                        .flatMap(line -> ID.matcher(line).results())
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
        assertEquals(1, ids.size(), "ids of one stream: " + ids);
        return lines.stream()
                .map(line -> ID.matcher(line).replaceAll("\"id\":\"ID\""))
                .map(line -> line.replaceAll("\"created\":\\d+", "\"created\":0"))
                .toList();
    }
}
