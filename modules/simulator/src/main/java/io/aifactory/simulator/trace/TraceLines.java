package io.aifactory.simulator.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a trace line by line, never more than it allows. */
final class TraceLines {
    /** Longest prompt or answer that a trace may have. */
    static final int MOST_TOKENS = 16_777_216;

    private static final int LONGEST_LINE = 4_194_304;
    private static final int MOST_LINES = 5_000_000;

    interface Reader {
        void line(String line, long number);
    }

    private TraceLines() {}

    /** Empty lines are passed over; the first line is number 1. */
    static void read(Path file, Reader reader) throws IOException {
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            while (true) {
                String line = line(file, lines, ++number);
                if (line == null) {
                    return;
                }
                if (number > MOST_LINES) {
                    throw new TraceException(
                            file, "it has more than " + MOST_LINES + " lines", "cut it");
                }
                if (!line.isBlank()) {
                    reader.line(line, number);
                }
            }
        } catch (CharacterCodingException e) {
            throw new TraceException(file, number, "it is not text in UTF-8", "convert it");
        }
    }

    /** Unlike a reader's own method, never keeps more of a line than allowed. */
    private static @org.jspecify.annotations.Nullable String line(
            Path file, BufferedReader lines, long number) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = lines.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new TraceException(
                        file,
                        number,
                        "the line is longer than " + LONGEST_LINE + " characters",
                        "a trace has one request on a line");
            }
            line.append((char) c);
            c = lines.read();
        }
        return line.toString();
    }
}
