package io.aifactory.simulator.study;

import io.aifactory.simulator.study.Comparison.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A comparison as a table for people and as CSV for programs. */
public final class StudyTable {
    private static final String HEADING =
            " %14s %9s %9s %8s %8s %9s %6s %7s %8s %9s%n"
                    .formatted(
                            "goodput",
                            "TTFT p50",
                            "TTFT p99",
                            "ITL p50",
                            "ITL p99",
                            "tokens/s",
                            "hits",
                            "preempt",
                            "J/token",
                            "money/M");
    private static final double MILLION = 1e6;
    private static final double SECOND = 1_000;

    private StudyTable() {}

    /** A line for each row: means over seeds, goodput with its 95 % confidence interval. */
    public static String text(List<Row> rows) {
        PolicyColumn policies = new PolicyColumn(rows.stream().map(Row::policy));
        StringBuilder text = new StringBuilder(policies.heading()).append(HEADING);
        for (Row row : rows) {
            Estimate goodput = row.estimate(r -> 100 * r.goodput());
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s %6.1f%%%-7s %7.2f s %7.2f s %5.1f ms %5.1f ms %9.0f %5.1f%% %7.0f %8.3f %9.3f\n",
                            policies.of(row.policy()),
                            goodput.mean(),
                            Double.isNaN(goodput.halfWidth())
                                    ? ""
                                    : String.format(Locale.ROOT, " ±%.1f", goodput.halfWidth()),
                            mean(row, r -> r.ttft().p50() / SECOND),
                            mean(row, r -> r.ttft().p99() / SECOND),
                            mean(row, r -> r.itl().p50()),
                            mean(row, r -> r.itl().p99()),
                            mean(row, Report::tokensPerSecond),
                            mean(row, r -> 100 * r.hitRate()),
                            mean(row, r -> (double) r.preemptions()),
                            mean(row, Report::joulesPerToken),
                            mean(row, StudyTable::moneyPerMillion)));
        }
        return text.toString();
    }

    /** Every seed of every row (RFC 4180 with LF line ends). */
    public static String csv(List<Row> rows, String currency) {
        StringBuilder csv =
                new StringBuilder(
                        "policy,speed_up,seed,requests,refused,goodput,ttft_ms_mean,ttft_ms_p50,ttft_ms_p90,"
                                + "ttft_ms_p99,itl_ms_mean,itl_ms_p50,itl_ms_p90,itl_ms_p99,e2e_ms_mean,e2e_ms_p50,"
                                + "e2e_ms_p99,tokens_per_second,tokens_per_second_per_user,hit_rate,preemptions,"
                                + "joules,joules_per_token,watts,utilisation,money,money_per_million_tokens,"
                                + "currency,grams_co2\n");
        for (Row row : rows) {
            for (int i = 0; i < row.reports().size(); i++) {
                csv.append(line(row, i + 1, row.reports().get(i), currency));
            }
        }
        return csv.toString();
    }

    static double moneyPerMillion(Report report) {
        double tokens =
                report.joulesPerToken() == 0 ? 0 : report.joules() / report.joulesPerToken();
        return tokens == 0 ? 0 : MILLION * report.money() / tokens;
    }

    private static String line(Row row, int seed, Report r, String currency) {
        return String.format(
                Locale.ROOT,
                "%s,%.6g,%d,%d,%d,%.6f,%.3f,%.3f,%.3f,%.3f,%.4f,%.4f,%.4f,%.4f,%.3f,%.3f,%.3f,%.3f,%.4f,%.6f,%d,%.3f,%.6f,%.3f,%.6f,%.6f,%.6f,%s,%.3f\n",
                quoted(row.policy()),
                row.speedUp(),
                seed,
                r.requests(),
                r.refused(),
                r.goodput(),
                r.ttft().mean(),
                r.ttft().p50(),
                r.ttft().p90(),
                r.ttft().p99(),
                r.itl().mean(),
                r.itl().p50(),
                r.itl().p90(),
                r.itl().p99(),
                r.endToEnd().mean(),
                r.endToEnd().p50(),
                r.endToEnd().p99(),
                r.tokensPerSecond(),
                r.tokensPerSecondPerUser(),
                r.hitRate(),
                r.preemptions(),
                r.joules(),
                r.joulesPerToken(),
                r.watts(),
                r.utilisation(),
                r.money(),
                moneyPerMillion(r),
                currency,
                r.gramsCo2());
    }

    private static double mean(Row row, ToDoubleFunction<Report> figure) {
        return row.estimate(figure).mean();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
