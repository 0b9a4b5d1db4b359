package io.aifactory.simulator.study;

import io.aifactory.simulator.SloRule;
import java.util.Locale;

/** Promises as they are asked for: {@code ttft=2s,itl=25ms,factor=2}. */
public final class SloText {
    private static final String USE = "use for example ttft=2s,itl=25ms,factor=2";
    private static final double MILLIS_PER_SECOND = 1_000;

    private SloText() {}

    /**
     * What is not mentioned stays as in {@link SloRule#usual()}.
     *
     * @throws IllegalArgumentException if a part is not understood or out of range
     */
    public static SloRule parse(String text) {
        SloRule slo = SloRule.usual();
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("SLO '" + cut(part) + "': " + USE);
            }
            slo =
                    switch (pair[0]) {
                        case "ttft" ->
                                new SloRule(millis(pair[1]), slo.isolatedFactor(), slo.itlMillis());
                        case "itl" ->
                                new SloRule(
                                        slo.ttftMillis(), slo.isolatedFactor(), millis(pair[1]));
                        case "factor" ->
                                new SloRule(
                                        slo.ttftMillis(),
                                        number(pair[1], pair[1]),
                                        slo.itlMillis());
                        default ->
                                throw new IllegalArgumentException(
                                        "SLO '"
                                                + cut(pair[0])
                                                + "' is none of ttft, itl, factor; "
                                                + USE);
                    };
        }
        return slo;
    }

    /**
     * A time with its unit, {@code 2s} or {@code 25ms}.
     *
     * @return milliseconds; positive
     * @throws IllegalArgumentException if it is none
     */
    public static double millis(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        double millis;
        if (clean.endsWith("ms")) {
            millis = number(clean.substring(0, clean.length() - 2), text);
        } else if (clean.endsWith("s")) {
            millis = MILLIS_PER_SECOND * number(clean.substring(0, clean.length() - 1), text);
        } else {
            throw new IllegalArgumentException(
                    "'" + cut(text) + "' is no time with a unit; " + USE);
        }
        if (!(millis > 0) || Double.isInfinite(millis)) {
            throw new IllegalArgumentException("'" + cut(text) + "' is no positive time; " + USE);
        }
        return millis;
    }

    private static double number(String digits, String text) {
        try {
            return Double.parseDouble(digits.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + cut(text) + "' is no number; " + USE, e);
        }
    }

    private static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
