package io.aifactory.tokenization.internal.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts long runs of combining marks in canonical order before the JDK normalises them: it inserts
 * one mark after the other, which takes minutes for a megabyte of marks in the wrong order. The
 * result is canonically equivalent, so every normalisation form of it is the same.
 */
public final class CanonicalOrder {
    private static final int LONG_RUN = 64;

    /** Combining classes 1 and 230: below and above almost all others. */
    private static final String LOW = "\u0334";

    private static final String HIGH = "\u0301";

    private CanonicalOrder() {}

    /** The same text, or one with its long runs of marks decomposed and in order. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int at = 0; at < text.length(); ) {
            int end = endOfMarks(text, at);
            if (end - at > LONG_RUN) {
                out.append(text, done, at).append(ordered(text.substring(at, end)));
                done = end;
            }
            at = end > at ? end : at + Character.charCount(text.codePointAt(at));
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
    }

    private static int endOfMarks(String text, int from) {
        int end = from;
        while (end < text.length()) {
            int c = text.charAt(end);
            if (c < 0x300) {
                break;
            }
            c = text.codePointAt(end);
            if (!Characters.isMark(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static String ordered(String run) {
        Map<Integer, int[]> decompositions = new HashMap<>();
        int[] marks =
                run.codePoints()
                        .flatMap(c ->
                                Arrays.stream(
                                        decompositions.computeIfAbsent(
                                                c, CanonicalOrder::decomposed)))
                        .toArray();
        Map<Integer, Integer> classes = classes(marks);
        long[] keys = new long[marks.length];
        for (int i = 0; i < marks.length; i++) {
            keys[i] = (long) classes.getOrDefault(marks[i], 0) << 32 | i;
        }
        // A mark of class 0 stays where it is; what stands between two of them is sorted.
        int from = 0;
        for (int i = 0; i <= keys.length; i++) {
            if (i == keys.length || keys[i] >>> 32 == 0) {
                Arrays.sort(keys, from, i);
                from = i + 1;
            }
        }
        StringBuilder out = new StringBuilder(run.length());
        for (long key : keys) {
            out.appendCodePoint(marks[(int) key]);
        }
        return out.toString();
    }

    private static int[] decomposed(int mark) {
        return Normalizer.normalize(Character.toString(mark), Form.NFD).codePoints().toArray();
    }

    /** Numbers from 1 in the order of combining classes; marks of class 0 have none. */
    private static Map<Integer, Integer> classes(int[] marks) {
        List<String> distinct =
                new ArrayList<>(
                        Arrays.stream(marks)
                                .distinct()
                                .mapToObj(Character::toString)
                                .filter(mark -> isAfter(mark, LOW) || isAfter(HIGH, mark))
                                .toList());
        distinct.sort((a, b) -> isAfter(a, b) ? 1 : isAfter(b, a) ? -1 : 0);
        Map<Integer, Integer> classes = new HashMap<>();
        int number = 0;
        for (int i = 0; i < distinct.size(); i++) {
            if (i == 0 || isAfter(distinct.get(i), distinct.get(i - 1))) {
                number++;
            }
            classes.put(distinct.get(i).codePointAt(0), number);
        }
        return classes;
    }

    /** Whether normalisation would swap the two. */
    private static boolean isAfter(String first, String second) {
        String pair = first + second;
        return !Normalizer.normalize(pair, Form.NFD).equals(pair);
    }
}
