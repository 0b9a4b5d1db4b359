package io.aifactory.simulator.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Readers of published traces. Arrivals are sorted by time; requests without output are left out.
 */
public final class TraceFiles {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final DateTimeFormatter AZURE_TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(java.util.Locale.ROOT);

    private TraceFiles() {}

    /**
     * Mooncake's JSON lines: {@code timestamp} in milliseconds, {@code input_length}, {@code
     * output_length} (Qin et al., "Mooncake", FAST 2025). Prefix blocks are not read yet.
     */
    public static List<Arrival> mooncake(Path file) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                int output = field(line, "output_length");
                if (output > 0) {
                    arrivals.add(
                            new Arrival(
                                    field(line, "timestamp") * NANOS_PER_MILLI,
                                    field(line, "input_length"),
                                    output));
                }
            }
        }
        return sorted(arrivals);
    }

    /** Azure's CSV of 2023: {@code TIMESTAMP,ContextTokens,GeneratedTokens} with a header. */
    public static List<Arrival> azure(Path file) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            List<String[]> rows =
                    lines.skip(1).filter(l -> !l.isBlank()).map(l -> l.split(",", -1)).toList();
            LocalDateTime start = time(rows.getFirst()[0]);
            for (String[] row : rows) {
                int output = Integer.parseInt(row[2].strip());
                if (output > 0) {
                    arrivals.add(
                            new Arrival(
                                    Duration.between(start, time(row[0])).toNanos(),
                                    Integer.parseInt(row[1].strip()),
                                    output));
                }
            }
        }
        return sorted(arrivals);
    }

    /**
     * The same requests faster or slower.
     *
     * @param speedUp above 1 = more requests per second
     */
    public static List<Arrival> scaled(List<Arrival> arrivals, double speedUp) {
        return arrivals.stream()
                .map(a ->
                        new Arrival(
                                (long) (a.nanos() / speedUp), a.promptTokens(), a.outputTokens()))
                .toList();
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.strip(), AZURE_TIME);
    }

    private static int field(String line, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\\s*(\\d+)").matcher(line);
        if (!found.find()) {
            throw new IllegalArgumentException("no '" + name + "' in a line of the trace");
        }
        return Integer.parseInt(found.group(1));
    }

    private static List<Arrival> sorted(List<Arrival> arrivals) {
        return arrivals.stream().sorted(Comparator.comparingLong(Arrival::nanos)).toList();
    }
}
