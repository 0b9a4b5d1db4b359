package io.aifactory.simulator.study;

import java.util.List;
import java.util.Locale;

/** A line chart as inline SVG: no script, nothing from elsewhere, all text escaped. */
final class Chart {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 380;
    private static final int LEFT = 62;
    private static final int BOTTOM = 46;
    private static final int TOP = 14;
    private static final int RIGHT = 14;
    private static final int TICKS = 5;

    /** Dash patterns for the lines after the colours have been used once. */
    private static final List<String> DASHES = List.of("", "6 3", "2 3");

    private static final List<String> COLOURS =
            List.of(
                    "#1f5fa8", "#c8501e", "#2d8a4e", "#8a3fa0", "#a8861f", "#1f9aa8", "#b02a55",
                    "#5b6470");

    /**
     * One line.
     *
     * @param name in the legend
     * @param x from small to large is not required
     * @param y as many as x
     */
    record Line(String name, List<Double> x, List<Double> y) {
        Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }
    }

    private final String xName;
    private final String yName;
    private final boolean logarithmic;
    private final boolean marks;

    /**
     * @param logarithmic whether the x axis is; then points at 0 or less are left out
     * @param marks whether points are marked
     */
    Chart(String xName, String yName, boolean logarithmic, boolean marks) {
        this.xName = xName;
        this.yName = yName;
        this.logarithmic = logarithmic;
        this.marks = marks;
    }

    String svg(List<Line> lines) {
        double xMin = Double.POSITIVE_INFINITY;
        double xMax = Double.NEGATIVE_INFINITY;
        double yMax = 0;
        for (Line line : lines) {
            for (int i = 0; i < line.x().size(); i++) {
                if (!logarithmic || line.x().get(i) > 0) {
                    xMin = Math.min(xMin, place(line.x().get(i)));
                    xMax = Math.max(xMax, place(line.x().get(i)));
                    yMax = Math.max(yMax, line.y().get(i));
                }
            }
        }
        if (!(xMax >= xMin)) {
            return "<p>There is nothing to draw.</p>\n";
        }
        xMin = logarithmic ? xMin : Math.min(0, xMin);
        xMax = xMax == xMin ? xMin + 1 : xMax;
        yMax = yMax == 0 ? 1 : yMax;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">\n"
                        .formatted(WIDTH, HEIGHT, Html.escaped(yName), Html.escaped(xName)));
        axes(svg, xMin, xMax, yMax);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), i, xMin, xMax, yMax);
        }
        return svg.append("</svg>\n").toString();
    }

    /** Names beside their colours, once for all charts of a page. */
    static String legend(List<String> names) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            html.append(
                    "<li><svg width=\"26\" height=\"8\"><path d=\"M0 4H26\" %s/></svg> %s</li>"
                            .formatted(stroke(i), Html.escaped(names.get(i))));
        }
        return html.append("</ul>\n").toString();
    }

    private void axes(StringBuilder svg, double xMin, double xMax, double yMax) {
        for (int i = 0; i <= TICKS; i++) {
            double x = xMin + (xMax - xMin) * i / TICKS;
            double y = yMax * i / TICKS;
            double px = px(x, xMin, xMax);
            double py = py(y, yMax);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<path class=\"grid\" d=\"M%.1f %d V%d M%d %.1f H%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                            px,
                            TOP,
                            HEIGHT - BOTTOM,
                            LEFT,
                            py,
                            WIDTH - RIGHT,
                            px,
                            HEIGHT - BOTTOM + 16,
                            number(logarithmic ? Math.pow(10, x) : x),
                            LEFT - 6,
                            py + 4,
                            number(y)));
        }
        svg.append(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text><text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
                        .formatted(
                                (LEFT + WIDTH - RIGHT) / 2,
                                HEIGHT - 8,
                                Html.escaped(xName),
                                (TOP + HEIGHT - BOTTOM) / 2,
                                Html.escaped(yName)));
    }

    private void line(
            StringBuilder svg, Line line, int index, double xMin, double xMax, double yMax) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < line.x().size(); i++) {
            if (logarithmic && line.x().get(i) <= 0) {
                continue;
            }
            double px = px(place(line.x().get(i)), xMin, xMax);
            double py = py(line.y().get(i), yMax);
            path.append(
                    String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", px, py));
            if (marks) {
                dots.append(
                        String.format(
                                Locale.ROOT,
                                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\"/>",
                                px,
                                py,
                                COLOURS.get(index % COLOURS.size())));
            }
        }
        svg.append(
                "<path d=\"%s\" %s><title>%s</title></path>%s\n"
                        .formatted(path, stroke(index), Html.escaped(line.name()), dots));
    }

    private static String stroke(int index) {
        return "fill=\"none\" stroke-width=\"1.8\" stroke=\"%s\" stroke-dasharray=\"%s\""
                .formatted(
                        COLOURS.get(index % COLOURS.size()),
                        DASHES.get(index / COLOURS.size() % DASHES.size()));
    }

    private double place(double x) {
        return logarithmic ? Math.log10(x) : x;
    }

    private static double px(double x, double xMin, double xMax) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (x - xMin) / (xMax - xMin);
    }

    private static double py(double y, double yMax) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y / yMax;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
