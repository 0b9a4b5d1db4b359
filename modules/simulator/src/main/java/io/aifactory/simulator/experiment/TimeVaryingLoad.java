package io.aifactory.simulator.experiment;

import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.elastic.ElasticReport;
import io.aifactory.simulator.elastic.ElasticRun;
import io.aifactory.simulator.elastic.ElasticSetup;
import io.aifactory.simulator.elastic.FleetControl;
import io.aifactory.simulator.elastic.ReactiveControl;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joules of a day under our planner, under a reactive one at each of its settings, and of fleets of
 * a fixed size: {@code TimeVaryingLoad [seeds] [hours] [parked watts] [noon requests/s]}.
 *
 * <p>For each seed, ours is compared with the reactive setting that needs the fewest joules among
 * those that serve no smaller share of requests well. Starting takes time and energy in all of
 * them.
 */
public final class TimeVaryingLoad {
    private static final double[] REACTIVE = {1.0, 0.8, 0.7, 0.65, 0.625, 0.6, 0.575, 0.55, 0.525};
    private static final List<Double> PACES = List.of(13.0, 14.5, 16.0, 17.5, 19.0, 20.5);
    private static final double SHARE = 0.9;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double NIGHT_PER_NOON = 0.1;
    private static final double WANDER = 0.15;
    private static final int FIRST_WORKERS = 2;
    private static final double GOAL = 0.99;

    private record Row(String name, ElasticReport report) {}

    private TimeVaryingLoad() {}

    public static void main(String... arguments) {
        int seeds = (int) argument(arguments, 0, 5);
        double hours = argument(arguments, 1, 4);
        double parked = argument(arguments, 2, 0);
        double noon = argument(arguments, 3, 50);
        DayTrace day = new DayTrace(hours * SECONDS_PER_HOUR, noon * NIGHT_PER_NOON, noon, WANDER);
        Map<String, List<ElasticReport>> all = new LinkedHashMap<>();
        Map<String, List<Double>> saved = new LinkedHashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            List<Row> rows = runs(day, parked, seed);
            rows.forEach(TimeVaryingLoad::print);
            rows.forEach(
                    r -> all.computeIfAbsent(r.name(), name -> new ArrayList<>()).add(r.report()));
            rows.stream()
                    .map(Row::name)
                    .filter(name -> name.startsWith("planner"))
                    .forEach(name ->
                            saved(rows, name)
                                    .ifPresent(
                                            saved.computeIfAbsent(name, n -> new ArrayList<>())
                                                    ::add));
        }
        System.out.print(table(all));
        saved.forEach((name, parts) -> print(name, parts, seeds));
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-46s %8.2f %% good %8.3f MJ %8.4f J/token%n",
                row.name(),
                100 * row.report().share(),
                row.report().joules() / 1e6,
                row.report().joulesPerToken());
    }

    private static List<Row> runs(DayTrace day, double parked, int seed) {
        List<Arrival> arrivals = day.generate(seed);
        ElasticSetup setup = EnergySetups.fleet(FIRST_WORKERS, parked);
        List<Row> rows = new ArrayList<>();
        rows.add(ours(setup, day, arrivals, "planner", new LeastLoaded(), PACES));
        rows.add(ours(setup, day, arrivals, "planner at full speed", new LeastLoaded(), List.of()));
        for (double target : REACTIVE) {
            rows.add(reactive(setup, day, arrivals, target, RoundRobin::new));
        }
        rows.add(reactive(setup, day, arrivals, 0.7, LeastLoaded::new));
        boolean holds = false;
        for (int workers = 1; workers <= EnergySetups.DEVICES && !holds; workers++) {
            ElasticReport report =
                    run(
                            EnergySetups.fleet(workers, parked),
                            day,
                            arrivals,
                            FleetControl.NONE,
                            new RoundRobin());
            holds = report.share() >= GOAL;
            if (holds) {
                rows.add(new Row("smallest fixed fleet that holds, round robin", report));
            }
        }
        return rows;
    }

    private static Row ours(
            ElasticSetup setup,
            DayTrace day,
            List<Arrival> arrivals,
            String kind,
            Router router,
            List<Double> paces) {
        return new Row(
                kind + ", " + name(router),
                run(setup, day, arrivals, EnergySetups.planner(setup, SHARE, paces), router));
    }

    private static Row reactive(
            ElasticSetup setup,
            DayTrace day,
            List<Arrival> arrivals,
            double target,
            Supplier<Router> router) {
        Router routing = router.get();
        return new Row(
                String.format(Locale.ROOT, "reactive %.3f, %s", target, name(routing)),
                run(
                        setup,
                        day,
                        arrivals,
                        new ReactiveControl(setup, target, 1, EnergySetups.DEVICES),
                        routing));
    }

    private static String name(Router router) {
        return router.policy().replace('-', ' ');
    }

    private static ElasticReport run(
            ElasticSetup setup,
            DayTrace day,
            List<Arrival> arrivals,
            FleetControl control,
            Router router) {
        return ElasticRun.run(setup, router, arrivals, control, EnergySetups.DEVICES, day.nanos());
    }

    /** Share of joules saved; empty where no reactive setting serves as many well. */
    private static Optional<Double> saved(List<Row> rows, String ours) {
        ElasticReport report =
                rows.stream().filter(r -> r.name().equals(ours)).findFirst().orElseThrow().report();
        return rows.stream()
                .filter(r -> r.name().startsWith("reactive") && r.name().endsWith("round robin"))
                .map(Row::report)
                .filter(r -> r.share() >= report.share())
                .min(Comparator.comparingDouble(ElasticReport::joules))
                .map(r -> 1 - report.joules() / r.joules());
    }

    private static String table(Map<String, List<ElasticReport>> all) {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-46s %8s %8s %8s %8s %7s %9s %8s%n",
                        "",
                        "good %",
                        "worst %",
                        "MJ",
                        "J/token",
                        "workers",
                        "TTFT p99",
                        "starts"));
        all.forEach((name, reports) ->
                table.append(
                        String.format(
                                Locale.ROOT,
                                "%-46s %8.2f %8.2f %8.3f %8.4f %7.2f %9.0f %8.1f%n",
                                name,
                                100 * mean(reports, ElasticReport::share),
                                100
                                        * reports.stream()
                                                .mapToDouble(ElasticReport::share)
                                                .min()
                                                .orElse(0),
                                mean(reports, ElasticReport::joules) / 1e6,
                                mean(reports, ElasticReport::joulesPerToken),
                                mean(reports, ElasticReport::meanWorkers),
                                mean(reports, ElasticReport::ttftP99Millis),
                                mean(reports, ElasticReport::coldStarts))));
        return table.toString();
    }

    private static double mean(
            List<ElasticReport> reports,
            java.util.function.ToDoubleFunction<ElasticReport> figure) {
        return reports.stream().mapToDouble(figure).average().orElse(0);
    }

    private static void print(String name, List<Double> saved, int seeds) {
        Interval interval = Interval.of(saved);
        System.out.printf(
                Locale.ROOT,
                "%s against the cheapest reactive setting + round robin that serves as many well: %.1f %% fewer joules (95 %% CI %.1f to %.1f, %d of %d seeds comparable)%n",
                name,
                100 * interval.mean(),
                100 * interval.low(),
                100 * interval.high(),
                saved.size(),
                seeds);
    }

    private static double argument(String[] arguments, int index, double otherwise) {
        return index < arguments.length ? Double.parseDouble(arguments[index]) : otherwise;
    }
}
