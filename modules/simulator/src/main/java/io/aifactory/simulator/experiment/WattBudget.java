package io.aifactory.simulator.experiment;

import io.aifactory.schedulercore.power.PowerBudget;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.simulator.elastic.ElasticReport;
import io.aifactory.simulator.elastic.ElasticRun;
import io.aifactory.simulator.elastic.ElasticSetup;
import io.aifactory.simulator.elastic.FleetControl;
import io.aifactory.simulator.elastic.PowerGovernor;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An hour of a fleet under watt budgets: {@code WattBudget [seeds] [workers] [requests/s]}. For
 * each budget, how many of the means of ten seconds exceed it, with the budget kept and without,
 * and what it costs in requests served well.
 */
public final class WattBudget {
    private static final double HOUR = 3_600;
    private static final double WANDER = 0.15;
    private static final double NIGHT_PER_NOON = 0.5;
    private static final double LEAST_CAP_WATTS = 200;
    private static final int WINDOW_SECONDS = 10;
    private static final double[] PARTS = {1.0, 0.95, 0.9, 0.85, 0.8, 0.7};

    private WattBudget() {}

    public static void main(String... arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        double noon = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 68;
        DayTrace hour = new DayTrace(HOUR, noon * NIGHT_PER_NOON, noon, WANDER);
        ElasticSetup setup = EnergySetups.fleet(workers, 0);
        List<ElasticReport> free = new ArrayList<>();
        List<List<Arrival>> traces = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            traces.add(hour.generate(seed));
            free.add(run(setup, traces.getLast(), FleetControl.NONE));
        }
        double peak =
                free.stream()
                        .mapToDouble(r -> r.ledger().highestMeanWatts(WINDOW_SECONDS))
                        .max()
                        .orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%d workers, %d hours, highest mean of %d s without a budget: %.0f W%n%-22s %12s %12s %9s %9s %9s %10s%n",
                workers,
                seeds,
                WINDOW_SECONDS,
                peak,
                "budget",
                "above, free",
                "above, kept",
                "highest",
                "good %",
                "lost %",
                "TTFT p99");
        for (double part : PARTS) {
            row(setup, traces, free, part * peak);
        }
    }

    private static void row(
            ElasticSetup setup,
            List<List<Arrival>> traces,
            List<ElasticReport> free,
            double watts) {
        PowerBudget budget = PowerBudget.everyTenSeconds(watts);
        List<ElasticReport> kept =
                traces.stream()
                        .map(trace ->
                                run(
                                        setup,
                                        trace,
                                        new PowerGovernor(
                                                budget, setup, LEAST_CAP_WATTS, FleetControl.NONE)))
                        .toList();
        double good = mean(kept);
        System.out.printf(
                Locale.ROOT,
                "%8.0f W (%3.0f %%)      %12d %12d %9.0f %9.2f %9.2f %10.0f%n",
                watts,
                100 * watts / peakOf(free),
                above(free, watts),
                above(kept, watts),
                peakOf(kept),
                100 * good,
                100 * (mean(free) - good),
                kept.stream().mapToDouble(ElasticReport::ttftP99Millis).average().orElse(0));
    }

    private static ElasticReport run(
            ElasticSetup setup, List<Arrival> trace, FleetControl control) {
        return ElasticRun.run(
                setup, new LeastLoaded(), trace, control, setup.workers(), (long) (HOUR * 1e9));
    }

    private static double peakOf(List<ElasticReport> reports) {
        return reports.stream()
                .mapToDouble(r -> r.ledger().highestMeanWatts(WINDOW_SECONDS))
                .max()
                .orElse(0);
    }

    private static int above(List<ElasticReport> reports, double watts) {
        return reports.stream().mapToInt(r -> r.ledger().windowsAbove(watts, WINDOW_SECONDS)).sum();
    }

    private static double mean(List<ElasticReport> reports) {
        return reports.stream().mapToDouble(ElasticReport::share).average().orElse(0);
    }
}
