package io.aifactory.inference.sequence;

import java.util.List;

/**
 * Finds stop strings in text that arrives in pieces. What may be the beginning of one is held back
 * until that is decided, so that no part of a stop string is ever shown. The outcome does not
 * depend on how the text is cut into pieces: of several matches the one that ends first counts, of
 * those the longest. Not thread-safe.
 */
final class StopStrings {
    private final List<String> stops;
    private String held = "";
    private boolean found;

    /**
     * @param stops none of them empty
     */
    StopStrings(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** The text that may be shown after this piece. Nothing is shown after a stop string. */
    String accept(String piece) {
        if (found) {
            return "";
        }
        String text = held + piece;
        int cut = -1;
        int firstEnd = Integer.MAX_VALUE;
        for (String stop : stops) {
            // one that ends in what was held has been passed
            int at = text.indexOf(stop, Math.max(0, held.length() - stop.length() + 1));
            int end = at + stop.length();
            if (at >= 0 && (end < firstEnd || (end == firstEnd && at < cut))) {
                cut = at;
                firstEnd = end;
            }
        }
        if (cut >= 0) {
            found = true;
            held = "";
            return text.substring(0, cut);
        }
        return release(text);
    }

    /**
     * The same for a piece in which none counts that ends in it; one that begins in it may still
     * end later.
     */
    String pass(String piece) {
        return found ? "" : release(held + piece);
    }

    private String release(String text) {
        int safe = text.length() - possibleBeginning(text);
        held = text.substring(safe);
        return text.substring(0, safe);
    }

    /** What was held back, now that no more text comes. */
    String finish() {
        String rest = held;
        held = "";
        return rest;
    }

    boolean found() {
        return found;
    }

    /** Length of the longest end of the text that a stop string begins with. */
    private int possibleBeginning(String text) {
        int longest = 0;
        for (String stop : stops) {
            int length = Math.min(stop.length() - 1, text.length());
            while (length > longest && !text.endsWith(stop.substring(0, length))) {
                length--;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
