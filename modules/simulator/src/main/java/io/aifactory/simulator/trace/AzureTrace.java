package io.aifactory.simulator.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Azure's CSV of 2023: {@code TIMESTAMP,ContextTokens,GeneratedTokens} with a header (Patel et al.,
 * "Splitwise", ISCA 2024). Its prompts share nothing that is known. Requests without output are
 * left out; arrivals are sorted and count from the first.
 */
public final class AzureTrace {
    private record Row(LocalDateTime time, int prompt, int output) {}

    private static final String ADVICE =
            "a row is yyyy-MM-dd HH:mm:ss.fffffff,ContextTokens,GeneratedTokens";
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT);

    private AzureTrace() {}

    /**
     * @throws TraceException if a row is not one of such a trace, or there is none
     * @throws IOException if the file cannot be read
     */
    public static List<Arrival> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        TraceLines.read(
                file,
                (line, number) -> {
                    if (number == 1) {
                        header(file, line);
                    } else {
                        rows.add(row(file, line, number));
                    }
                });
        if (rows.isEmpty()) {
            throw new TraceException(file, "there is no request in it", ADVICE);
        }
        rows.sort(Comparator.comparing(Row::time));
        LocalDateTime start = rows.getFirst().time();
        return rows.stream()
                .filter(row -> row.output() > 0)
                .map(row ->
                        new Arrival(
                                Duration.between(start, row.time()).toNanos(),
                                row.prompt(),
                                row.output()))
                .toList();
    }

    private static void header(Path file, String line) {
        if (!line.strip().equals("TIMESTAMP,ContextTokens,GeneratedTokens")) {
            throw new TraceException(
                    file,
                    1,
                    "the header is " + TraceException.quote(line),
                    "the first line is TIMESTAMP,ContextTokens,GeneratedTokens");
        }
    }

    private static Row row(Path file, String line, long number) {
        String[] cells = line.split(",", -1);
        if (cells.length != 3) {
            throw new TraceException(
                    file, number, "it has " + cells.length + " cells instead of 3", ADVICE);
        }
        try {
            return new Row(
                    LocalDateTime.parse(cells[0].strip(), TIME),
                    tokens(file, number, "ContextTokens", cells[1], 1),
                    tokens(file, number, "GeneratedTokens", cells[2], 0));
        } catch (DateTimeParseException e) {
            throw new TraceException(
                    file, number, TraceException.quote(cells[0]) + " is not a time", ADVICE);
        }
    }

    private static int tokens(Path file, long number, String name, String cell, int least) {
        int tokens = -1;
        try {
            tokens = Integer.parseInt(cell.strip());
        } catch (NumberFormatException e) {
            // Said below, as for any other number that is none.
        }
        if (tokens < least || tokens > TraceLines.MOST_TOKENS) {
            throw new TraceException(
                    file,
                    number,
                    "%s is %s, which is not between %d and %d"
                            .formatted(
                                    name,
                                    TraceException.quote(cell),
                                    least,
                                    TraceLines.MOST_TOKENS),
                    ADVICE);
        }
        return tokens;
    }
}
