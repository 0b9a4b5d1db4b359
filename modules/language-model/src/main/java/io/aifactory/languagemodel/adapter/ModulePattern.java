package io.aifactory.languagemodel.adapter;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression over names of modules that somebody else has written: its length and the
 * work of one comparison are limited, because matching may take a time exponential in its length.
 */
final class ModulePattern {
    private static final int MAX_CHARACTERS = 2_000;
    private static final int MAX_READS = 1_000_000;

    private final String key;
    private final Pattern pattern;

    /**
     * @param key under which it stands in the configuration
     * @throws io.aifactory.languagemodel.ModelFormatException if it is not a regular expression
     */
    ModulePattern(String key, String expression) {
        if (expression.length() > MAX_CHARACTERS) {
            throw AdapterConfigFile.bad(
                    "has an expression of more than " + MAX_CHARACTERS + " characters at " + key);
        }
        this.key = key;
        try {
            this.pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw AdapterConfigFile.bad(
                    "has at %s what is not a regular expression: %s".formatted(key, expression));
        }
    }

    boolean matches(String module) {
        try {
            return pattern.matcher(new Counted(module, new int[] {MAX_READS})).matches();
        } catch (TooMuchWork | StackOverflowError e) {
            throw AdapterConfigFile.bad(
                    "has at %s an expression that takes too long to compare; write it more simply"
                            .formatted(key));
        }
    }

    private static final class TooMuchWork extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchWork() {
            super("too much work", null, false, false);
        }
    }

    /** A text that can be read only so often. */
    @SuppressWarnings("ArrayRecordComponent") // one counter for a text and its parts
    private record Counted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- == 0) {
                throw new TooMuchWork();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
