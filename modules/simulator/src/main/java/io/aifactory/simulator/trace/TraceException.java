package io.aifactory.simulator.trace;

import java.nio.file.Path;

/** A trace cannot be used; the message names the file, the line, what is wrong and what to do. */
public final class TraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_QUOTE = 60;

    TraceException(Path file, long line, String wrong, String advice) {
        super("%s, line %d: %s; %s".formatted(file, line, wrong, advice));
    }

    TraceException(Path file, String wrong, String advice) {
        super("%s: %s; %s".formatted(file, wrong, advice));
    }

    /** Part of the input for a message: short, and without characters that steer a terminal. */
    static String quote(String input) {
        String clean = input.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= LONGEST_QUOTE
                ? "'" + clean + "'"
                : "'" + clean.substring(0, LONGEST_QUOTE) + "…'";
    }
}
