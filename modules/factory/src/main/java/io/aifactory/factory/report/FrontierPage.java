package io.aifactory.factory.report;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.WeeklyTokens;
import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The frontier as one HTML file: text, a drawing (SVG) and a table; no script, no network. */
final class FrontierPage {
    private static final String TEMPLATE = "frontier.html";

    private final ParetoFrontier frontier;
    private final String model;
    private final String device;
    private final CostModel costs;
    private final Instant measuredAt;

    FrontierPage(
            ParetoFrontier frontier,
            String model,
            String device,
            CostModel costs,
            Instant measuredAt) {
        this.frontier = frontier;
        this.model = model;
        this.device = device;
        this.costs = costs;
        this.measuredAt = measuredAt;
    }

    String html() {
        WeeklyTokens week = WeeklyTokens.cheapest(frontier, costs, WeeklyTokens.BILLION);
        return template()
                .replace("@model@", escape(model))
                .replace("@device@", escape(device))
                .replace("@measuredAt@", escape(measuredAt.toString()))
                .replace("@currency@", escape(costs.currency()))
                .replace("@energy@", week.point().estimated() ? "estimated" : "metered")
                .replace("@chart@", new FrontierDrawing(frontier).svg())
                .replace("@rows@", rows())
                .replace("@needed@", number("%,.1f", week.tokensPerSecond()))
                .replace("@machines@", number("%,d", week.devices()))
                .replace("@kilowattHours@", number("%,.2f", week.kilowattHours()))
                .replace("@money@", number("%,.2f", week.money()))
                .replace("@carbon@", number("%,.2f", week.kilogramsCo2()))
                .replace("@clients@", number("%,d", week.point().concurrency()))
                .replace("@busy@", number("%.0f", week.utilisation() * 100));
    }

    private String rows() {
        return frontier.measured().stream().map(this::row).collect(Collectors.joining("\n"));
    }

    private String row(OperatingPoint point) {
        boolean on = frontier.contains(point);
        return number(
                "<tr%s><th"
                        + " scope=\"row\">%d</th><td>%.1f</td><td>%.1f</td><td>%.0f</td><td>%.0f</td>"
                        + "<td>%,.0f</td><td>%.4f</td><td>%s</td></tr>",
                on ? " class=\"on\"" : "",
                point.concurrency(),
                point.tokensPerSecondPerUser(),
                point.tokensPerSecondPerDevice(),
                point.firstTokenMillisP50(),
                point.firstTokenMillisP99(),
                point.joulesPerToken() * 1e6,
                point.moneyPerMillionTokens(),
                on ? "yes" : "no");
    }

    private static String template() {
        try (InputStream resource =
                Objects.requireNonNull(
                        FrontierPage.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the page's template cannot be read", e);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a dependency of its own
    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
