package io.aifactory.factory.report;

import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speed for one user across, throughput for all upwards; the frontier is the line. */
final class FrontierDrawing {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 30;
    private static final int TOP = 20;
    private static final int BOTTOM = 60;
    private static final int TICKS = 5;
    private static final double[] ROUND_STEPS = {1, 2, 2.5, 5, 10};

    private final ParetoFrontier frontier;
    private final double stepX;
    private final double stepY;

    FrontierDrawing(ParetoFrontier frontier) {
        this.frontier = frontier;
        this.stepX =
                roundStep(
                        frontier.measured().stream()
                                .mapToDouble(OperatingPoint::tokensPerSecondPerUser)
                                .max()
                                .orElse(1));
        this.stepY =
                roundStep(
                        frontier.measured().stream()
                                .mapToDouble(OperatingPoint::tokensPerSecondPerDevice)
                                .max()
                                .orElse(1));
    }

    String svg() {
        var svg = new StringBuilder();
        append(
                svg,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"chart-title\"><title"
                        + " id=\"chart-title\">Tokens per second in total over tokens per second for"
                        + " one user</title>",
                WIDTH,
                HEIGHT);
        axes(svg);
        append(svg, "<polyline class=\"frontier\" points=\"%s\"/>", line());
        for (OperatingPoint point : frontier.measured()) {
            append(
                    svg,
                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"><title>%s: %.1f"
                            + " tokens/s/user, %.1f tokens/s</title></circle><text class=\"label\""
                            + " x=\"%.1f\" y=\"%.1f\">%d</text>",
                    frontier.contains(point) ? "on" : "off",
                    x(point),
                    y(point),
                    FrontierPage.escape(point.label()),
                    point.tokensPerSecondPerUser(),
                    point.tokensPerSecondPerDevice(),
                    x(point) + 9,
                    y(point) - 8,
                    point.concurrency());
        }
        return svg.append("</svg>").toString();
    }

    private void axes(StringBuilder svg) {
        IntStream.rangeClosed(0, TICKS)
                .forEach(i -> {
                    double gx = LEFT + i * (double) (WIDTH - LEFT - RIGHT) / TICKS;
                    double gy = HEIGHT - BOTTOM - i * (double) (HEIGHT - TOP - BOTTOM) / TICKS;
                    append(
                            svg,
                            "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                                    + "<text class=\"tick\" x=\"%.1f\" y=\"%d\""
                                    + " text-anchor=\"middle\">%s</text>",
                            gx,
                            gx,
                            TOP,
                            HEIGHT - BOTTOM,
                            gx,
                            HEIGHT - BOTTOM + 20,
                            tick(i * stepX));
                    append(
                            svg,
                            "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                                    + "<text class=\"tick\" x=\"%d\" y=\"%.1f\""
                                    + " text-anchor=\"end\">%s</text>",
                            LEFT,
                            WIDTH - RIGHT,
                            gy,
                            gy,
                            LEFT - 8,
                            gy + 4,
                            tick(i * stepY));
                });
        append(
                svg,
                "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">tokens/s for one"
                        + " user</text><text class=\"axis\" transform=\"translate(18 %d) rotate(-90)\""
                        + " text-anchor=\"middle\">tokens/s in total</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 14,
                (TOP + HEIGHT - BOTTOM) / 2);
    }

    private String line() {
        return frontier.frontier().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point), y(point)))
                .collect(Collectors.joining(" "));
    }

    private double x(OperatingPoint point) {
        return LEFT + point.tokensPerSecondPerUser() / (stepX * TICKS) * (WIDTH - LEFT - RIGHT);
    }

    private double y(OperatingPoint point) {
        return HEIGHT
                - BOTTOM
                - point.tokensPerSecondPerDevice() / (stepY * TICKS) * (HEIGHT - TOP - BOTTOM);
    }

    /**
     * The smallest round distance of ticks so that {@value #TICKS} of them reach the largest value.
     */
    static double roundStep(double largest) {
        double raw = Math.max(largest, 1e-9) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double step : ROUND_STEPS) {
            if (step * power >= raw) {
                return step * power;
            }
        }
        return ROUND_STEPS[ROUND_STEPS.length - 1] * power;
    }

    private static String tick(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a dependency of its own
    private static void append(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
