package io.aifactory.economics.frontier;

import java.util.Locale;
import java.util.stream.Collectors;

/** A frontier as a table for spreadsheets (RFC 4180, with LF line ends). */
public final class FrontierCsv {
    private static final String HEADER =
            "label,concurrency,tokens_per_second_per_user,tokens_per_second_per_device,"
                    + "joules_per_token,money_per_million_tokens,currency,ttft_ms_p50,ttft_ms_p99,"
                    + "energy_estimated,on_frontier";

    private FrontierCsv() {}

    /**
     * @param currency ISO 4217 code of the points' money
     */
    public static String write(ParetoFrontier frontier, String currency) {
        return frontier.measured().stream()
                .map(point -> row(point, currency, frontier.contains(point)))
                .collect(Collectors.joining("\n", HEADER + "\n", "\n"));
    }

    private static String row(OperatingPoint p, String currency, boolean onFrontier) {
        return String.format(
                Locale.ROOT,
                "%s,%d,%.3f,%.3f,%.6f,%.6f,%s,%.2f,%.2f,%b,%b",
                quoted(p.label()),
                p.concurrency(),
                p.tokensPerSecondPerUser(),
                p.tokensPerSecondPerDevice(),
                p.joulesPerToken(),
                p.moneyPerMillionTokens(),
                currency,
                p.firstTokenMillisP50(),
                p.firstTokenMillisP99(),
                p.estimated(),
                onFrontier);
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
