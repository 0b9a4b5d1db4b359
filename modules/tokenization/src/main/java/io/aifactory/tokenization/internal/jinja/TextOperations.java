package io.aifactory.tokenization.internal.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code str} can do; the origin of every character is kept wherever there is one. */
final class TextOperations {
    private final Budget budget;

    TextOperations(Budget budget) {
        this.budget = budget;
    }

    Text strip(Text text, boolean left, boolean right, Optional<Text> characters) {
        String value = text.value();
        int from = 0;
        int to = value.length();
        while (left && from < to && stripped(value.codePointAt(from), characters)) {
            from += Character.charCount(value.codePointAt(from));
        }
        while (right && to > from && stripped(value.codePointBefore(to), characters)) {
            to -= Character.charCount(value.codePointBefore(to));
        }
        budget.characters(to - from);
        return text.substring(from, to);
    }

    private static boolean stripped(int c, Optional<Text> characters) {
        return characters.isPresent()
                ? characters.get().value().indexOf(c) >= 0
                : c < Character.MIN_SUPPLEMENTARY_CODE_POINT && Spaces.isSpace((char) c);
    }

    Text replace(Text text, Text old, Text replacement, int most) {
        String value = text.value();
        TextBuilder out = new TextBuilder(budget);
        int left = most < 0 ? Integer.MAX_VALUE : most;
        if (old.isEmpty()) {
            return interleaved(text, replacement, left);
        }
        int done = 0;
        for (int at = value.indexOf(old.value());
                at >= 0 && left > 0;
                at = value.indexOf(old.value(), done)) {
            out.append(text.substring(done, at)).append(replacement);
            done = at + old.length();
            left--;
        }
        return out.append(text.substring(done, text.length())).build();
    }

    private Text interleaved(Text text, Text between, int most) {
        TextBuilder out = new TextBuilder(budget);
        int left = most;
        int at = 0;
        while (at < text.length() && left > 0) {
            int end = at + Character.charCount(text.value().codePointAt(at));
            out.append(between).append(text.substring(at, end));
            at = end;
            left--;
        }
        out.append(text.substring(at, text.length()));
        return left > 0 ? out.append(between).build() : out.build();
    }

    List<Value> split(Text text, String by, boolean fromRight, int most) {
        return fromRight ? splitFromRight(text, by, most) : splitFromLeft(text, by, most);
    }

    private List<Value> splitFromLeft(Text text, String by, int most) {
        List<Value> parts = new ArrayList<>();
        int done = 0;
        for (int at = text.value().indexOf(by);
                at >= 0 && (most < 0 || parts.size() < most);
                at = text.value().indexOf(by, done)) {
            parts.add(part(text, done, at));
            done = at + by.length();
        }
        parts.add(part(text, done, text.length()));
        return parts;
    }

    private List<Value> splitFromRight(Text text, String by, int most) {
        List<Value> parts = new ArrayList<>();
        int end = text.length();
        for (int at = text.value().lastIndexOf(by);
                at >= 0 && (most < 0 || parts.size() < most);
                at = text.value().lastIndexOf(by, end - by.length())) {
            parts.add(part(text, at + by.length(), end));
            end = at;
        }
        parts.add(part(text, 0, end));
        Collections.reverse(parts);
        return parts;
    }

    private Text part(Text text, int from, int to) {
        budget.steps(1);
        budget.characters(to - from);
        return text.substring(from, to);
    }

    /** Split at runs of white space. */
    List<Value> words(Text text, boolean fromRight, int most) {
        if (fromRight && most >= 0) {
            throw Trouble.unsupported("'rsplit' at white space with a limit");
        }
        List<Value> words = new ArrayList<>();
        int at = Spaces.skip(text.value(), 0);
        while (at < text.length()) {
            int end = at;
            if (most >= 0 && words.size() == most) {
                words.add(part(text, at, text.length()));
                break;
            }
            while (end < text.length() && !Spaces.isSpace(text.value().charAt(end))) {
                end++;
            }
            words.add(part(text, at, end));
            at = Spaces.skip(text.value(), end);
        }
        return words;
    }

    List<Value> lines(Text text, boolean keepEnds) {
        String value = text.value();
        List<Value> lines = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < value.length()) {
            if (!Spaces.isLineEnd(value.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            at += value.startsWith("\r\n", at) ? 2 : 1;
            lines.add(part(text, start, keepEnds ? at : end));
            start = at;
        }
        if (start < value.length()) {
            lines.add(part(text, start, value.length()));
        }
        budget.items(lines.size());
        return lines;
    }

    Text upper(Text text) {
        return text.mapRuns(run -> run.toUpperCase(Locale.ROOT), budget);
    }

    Text lower(Text text) {
        return text.mapRuns(run -> run.toLowerCase(Locale.ROOT), budget);
    }

    /** The first letter as in titles, the rest in lower case. */
    Text capitalize(Text text) {
        if (text.isEmpty()) {
            return text;
        }
        int second = Character.charCount(text.value().codePointAt(0));
        return new TextBuilder(budget)
                .append(text.substring(0, second).mapRuns(TextOperations::titleCase, budget))
                .append(lower(text.substring(second, text.length())))
                .build();
    }

    private static String titleCase(String one) {
        int title = Character.toTitleCase(one.codePointAt(0));
        if (title != one.codePointAt(0) || one.toUpperCase(Locale.ROOT).length() == one.length()) {
            return Character.toString(title);
        }
        String upper = one.toUpperCase(Locale.ROOT);
        return upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
    }

    /** {@code str.title}: every letter that follows no letter begins a word. */
    Text title(Text text) {
        TextBuilder out = new TextBuilder(budget);
        String value = text.value();
        boolean inWord = false;
        for (int at = 0; at < value.length(); ) {
            int c = value.codePointAt(at);
            int end = at + Character.charCount(c);
            Text letter = text.substring(at, end);
            out.append(inWord ? lower(letter) : letter.mapRuns(TextOperations::titleCase, budget));
            inWord =
                    Character.isUpperCase(c)
                            || Character.isLowerCase(c)
                            || Character.isTitleCase(c);
            at = end;
        }
        return out.build();
    }
}
