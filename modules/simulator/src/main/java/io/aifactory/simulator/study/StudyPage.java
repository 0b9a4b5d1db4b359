package io.aifactory.simulator.study;

import io.aifactory.simulator.study.Chart.Line;
import io.aifactory.simulator.study.Comparison.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison as one page of HTML that can be sent by mail: goodput over load, the frontier
 * between speed for one and throughput for all, distributions of both times, the table.
 */
public final class StudyPage {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Simulation</title>
            <style>
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:1300px;padding:0 1rem;color:#1d232b;background:#fff}
            h1{font-size:1.4rem}h2{font-size:1.05rem;margin:.4rem 0}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:1.2rem}
            svg text{font-size:11px;fill:#4a5460}.grid{stroke:#dfe4ea;fill:none}
            .legend{columns:3;list-style:none;padding:0}pre{overflow-x:auto;background:#f5f7f9;padding:1rem}
            @media(prefers-color-scheme:dark){body{background:#14181d;color:#e3e8ee}svg text{fill:#a9b4c0}.grid{stroke:#2c343d}pre{background:#1c2229}}
            </style></head><body>
            """;

    private StudyPage() {}

    /**
     * @param title what was asked
     * @param notes how it was answered: fleet, promise, seeds
     * @param rows of {@link Comparison}
     * @param devices of the fleet
     */
    public static String html(String title, List<String> notes, List<Row> rows, int devices) {
        Map<String, List<Row>> policies = new LinkedHashMap<>();
        rows.forEach(
                row -> policies.computeIfAbsent(row.policy(), p -> new ArrayList<>()).add(row));
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>").append(Html.escaped(title)).append("</h1>\n<ul>");
        notes.forEach(note -> html.append("<li>").append(Html.escaped(note)).append("</li>"));
        html.append("</ul>\n").append(Chart.legend(List.copyOf(policies.keySet())));
        html.append("<div class=\"charts\">\n");
        section(
                html,
                "Goodput over load",
                new Chart("load (× the trace)", "good requests, %", false, true)
                        .svg(goodput(policies)));
        section(
                html,
                "Frontier: speed for one, throughput for all",
                new Chart("tokens/s for one user", "tokens/s per device", false, true)
                        .svg(frontier(policies, devices)));
        section(html, "Time to first token", distribution("milliseconds", policies, Row::ttft));
        section(html, "Time between tokens", distribution("milliseconds", policies, Row::itl));
        html.append("</div>\n<h2>All figures</h2>\n<pre>");
        List<Row> first = policies.values().stream().map(List::getFirst).toList();
        html.append(Html.escaped(StudyTable.text(first)));
        return html.append("</pre>\n</body></html>\n").toString();
    }

    private static void section(StringBuilder html, String title, String chart) {
        html.append("<section><h2>")
                .append(Html.escaped(title))
                .append("</h2>\n")
                .append(chart)
                .append("</section>\n");
    }

    private static List<Line> goodput(Map<String, List<Row>> policies) {
        List<Line> lines = new ArrayList<>();
        policies.forEach((policy, rows) -> {
            List<Row> byLoad = byLoad(rows);
            lines.add(
                    new Line(
                            policy,
                            byLoad.stream().mapToDouble(Row::speedUp).boxed().toList(),
                            byLoad.stream()
                                    .mapToDouble(r -> r.estimate(f -> 100 * f.goodput()).mean())
                                    .boxed()
                                    .toList()));
        });
        return lines;
    }

    private static List<Line> frontier(Map<String, List<Row>> policies, int devices) {
        List<Line> lines = new ArrayList<>();
        policies.forEach((policy, rows) -> {
            List<Row> byLoad = byLoad(rows);
            lines.add(
                    new Line(
                            policy,
                            byLoad.stream()
                                    .mapToDouble(
                                            r -> r.estimate(Report::tokensPerSecondPerUser).mean())
                                    .boxed()
                                    .toList(),
                            byLoad.stream()
                                    .mapToDouble(r ->
                                            r.estimate(Report::tokensPerSecond).mean() / devices)
                                    .boxed()
                                    .toList()));
        });
        return lines;
    }

    private static List<Row> byLoad(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparingDouble(Row::speedUp)).toList();
    }

    private interface Samples {
        Distribution of(Row row);
    }

    /** Shares of requests that are not slower, at evenly spaced shares. */
    private static String distribution(
            String unit, Map<String, List<Row>> policies, Samples samples) {
        List<Line> lines = new ArrayList<>();
        policies.forEach((policy, rows) -> {
            List<Double> x = samples.of(rows.getFirst()).values();
            List<Double> y = new ArrayList<>(x.size());
            for (int i = 1; i <= x.size(); i++) {
                y.add(100.0 * i / x.size());
            }
            lines.add(new Line(policy, x, y));
        });
        return new Chart(unit, "requests, %", true, false).svg(lines);
    }
}
