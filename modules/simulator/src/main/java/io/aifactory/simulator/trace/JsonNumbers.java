package io.aifactory.simulator.trace;

import java.util.Arrays;

/**
 * Reads the only JSON that traces are made of: one object on a line, whose fields are numbers or
 * arrays of whole numbers. Anything else is refused with the place of the fault.
 */
final class JsonNumbers {
    /** What is wrong with a line. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Told of each field. */
    interface Fields {
        void number(String name, double value) throws Malformed;

        void numbers(String name, long[] values) throws Malformed;
    }

    private final String line;
    private int at;

    private JsonNumbers(String line) {
        this.line = line;
    }

    static void read(String line, Fields fields) throws Malformed {
        JsonNumbers reader = new JsonNumbers(line);
        reader.object(fields);
        reader.space();
        if (reader.at < line.length()) {
            throw reader.malformed("the end of the line");
        }
    }

    private void object(Fields fields) throws Malformed {
        expect('{');
        if (!taken('}')) {
            do {
                String name = name();
                expect(':');
                space();
                if (peek() == '[') {
                    fields.numbers(name, array());
                } else {
                    fields.number(name, number());
                }
            } while (taken(','));
            expect('}');
        }
    }

    private String name() throws Malformed {
        expect('"');
        int end = line.indexOf('"', at);
        if (end < 0) {
            throw malformed("the end of a field's name");
        }
        String name = line.substring(at, end);
        at = end + 1;
        return name;
    }

    private double number() throws Malformed {
        int start = at;
        while (at < line.length() && "+-.eE0123456789".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Double.parseDouble(line.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw malformed("a number");
        }
    }

    private long[] array() throws Malformed {
        long[] values = new long[16];
        int count = 0;
        expect('[');
        if (!taken(']')) {
            do {
                if (count == values.length) {
                    values = Arrays.copyOf(values, 2 * count);
                }
                values[count++] = wholeNumber();
            } while (taken(','));
            expect(']');
        }
        return Arrays.copyOf(values, count);
    }

    private long wholeNumber() throws Malformed {
        space();
        int start = at;
        while (at < line.length()
                && (Character.isDigit(line.charAt(at)) || (at == start && peek() == '-'))) {
            at++;
        }
        try {
            return Long.parseLong(line, start, at, 10);
        } catch (NumberFormatException e) {
            at = start;
            throw malformed("a whole number");
        }
    }

    private boolean taken(char wanted) {
        space();
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws Malformed {
        if (!taken(wanted)) {
            throw malformed("'" + wanted + "'");
        }
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : '\0';
    }

    private void space() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }

    private Malformed malformed(String wanted) {
        return new Malformed(
                "column %d has %s where %s should be"
                        .formatted(
                                at + 1,
                                at < line.length()
                                        ? TraceException.quote(line.substring(at))
                                        : "nothing",
                                wanted));
    }
}
