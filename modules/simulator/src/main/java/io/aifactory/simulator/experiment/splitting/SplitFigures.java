package io.aifactory.simulator.experiment.splitting;

import io.aifactory.simulator.split.SplitRun;
import io.aifactory.simulator.study.Estimate;
import io.aifactory.simulator.study.Report;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Figures of one rule over seeds.
 *
 * @param name of the rule
 * @param goodput share of requests inside both promises
 * @param ttftMillis mean of each run
 * @param ttftP99Millis of each run
 * @param itlMillis mean over requests of each run
 * @param remoteShare prompts computed by another worker
 */
record SplitFigures(
        String name,
        Estimate goodput,
        Estimate ttftMillis,
        Estimate ttftP99Millis,
        Estimate itlMillis,
        Estimate remoteShare) {
    static SplitFigures of(String name, List<SplitRun> runs) {
        List<Report> reports = runs.stream().map(run -> Report.of(run.run())).toList();
        return new SplitFigures(
                name,
                estimate(reports, Report::goodput),
                estimate(reports, report -> report.ttft().mean()),
                estimate(reports, report -> report.ttft().p99()),
                estimate(reports, report -> report.itl().mean()),
                estimate(runs, SplitRun::remoteShare));
    }

    private static <T> Estimate estimate(List<T> runs, ToDoubleFunction<T> figure) {
        return Estimate.of(runs.stream().mapToDouble(figure).toArray());
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %-23s | %.3f ± %.3f | %6.0f | %6.0f | %5.1f | %3.0f %% |",
                name,
                goodput.mean(),
                goodput.halfWidth(),
                ttftMillis.mean(),
                ttftP99Millis.mean(),
                itlMillis.mean(),
                100 * remoteShare.mean());
    }
}
