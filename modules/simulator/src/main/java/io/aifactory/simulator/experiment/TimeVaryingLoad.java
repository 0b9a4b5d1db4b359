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
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Joules of a day under our planner, under a reactive one at each of its settings, and of fleets of
 * a fixed size: {@code TimeVaryingLoad [seeds] [hours] [parked watts] [noon requests/s] [cold start
 * seconds]}.
 *
 * <p>For each seed, ours is compared with what the reactive one needs for the same share of good
 * requests, between its settings that no other beats; and with its cheapest setting that serves 99
 * % well with every seed. Starting takes time and energy in all of them.
 */
public final class TimeVaryingLoad {
    private static final double[] REACTIVE = {1.0, 0.8, 0.7, 0.65, 0.625, 0.6, 0.575, 0.55, 0.525};
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
        double cold = argument(arguments, 4, EnergySetups.COLD_SECONDS);
        DayTrace day = new DayTrace(hours * SECONDS_PER_HOUR, noon * NIGHT_PER_NOON, noon, WANDER);
        Map<String, List<ElasticReport>> all = new LinkedHashMap<>();
        Map<String, List<Double>> saved = new LinkedHashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            List<Row> rows = runs(day, parked, cold, seed);
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
        saved.forEach((name, parts) -> {
            print(name, "what the reactive one needs for the same share", parts, seeds);
            print(
                    name,
                    "its cheapest setting that holds with every seed",
                    savedAgainstOne(all, name),
                    seeds);
        });
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

    private static List<Row> runs(DayTrace day, double parked, double cold, int seed) {
        List<Arrival> arrivals = day.generate(seed);
        ElasticSetup setup = EnergySetups.fleet(FIRST_WORKERS, parked, cold);
        List<Row> rows = new ArrayList<>();
        List<Double> paces = EnergySetups.PACES;
        rows.add(ours(setup, day, arrivals, "planner", EnergySetups.ourRouter(), paces));
        rows.add(ours(setup, day, arrivals, "planner", new LeastLoaded(), paces));
        rows.add(
                ours(
                        setup,
                        day,
                        arrivals,
                        "planner at full speed",
                        EnergySetups.ourRouter(),
                        List.of()));
        for (double target : REACTIVE) {
            rows.add(reactive(setup, day, arrivals, target, RoundRobin::new));
        }
        rows.add(reactive(setup, day, arrivals, 0.7, LeastLoaded::new));
        boolean holds = false;
        for (int workers = 1; workers <= EnergySetups.DEVICES && !holds; workers++) {
            ElasticReport report =
                    run(
                            EnergySetups.fleet(workers, parked, cold),
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
                run(setup, day, arrivals, EnergySetups.planner(setup, paces), router));
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

    /** Share of joules saved; empty where no reactive settings lie around the same share. */
    private static Optional<Double> saved(List<Row> rows, String ours) {
        ElasticReport report =
                rows.stream().filter(r -> r.name().equals(ours)).findFirst().orElseThrow().report();
        Frontier reactive =
                new Frontier(
                        rows.stream().filter(r -> isReactive(r.name())).map(Row::report).toList());
        OptionalDouble joules = reactive.joules(report.share());
        return joules.isPresent()
                ? Optional.of(1 - report.joules() / joules.getAsDouble())
                : Optional.empty();
    }

    private static boolean isReactive(String name) {
        return name.startsWith("reactive") && name.endsWith("round robin");
    }

    /** Shares of joules saved against the cheapest reactive setting that holds with every seed. */
    private static List<Double> savedAgainstOne(Map<String, List<ElasticReport>> all, String ours) {
        List<ElasticReport> reactive =
                all.entrySet().stream()
                        .filter(e -> isReactive(e.getKey()))
                        .map(Map.Entry::getValue)
                        .filter(rs -> rs.stream().allMatch(r -> r.share() >= GOAL))
                        .min(Comparator.comparingDouble(rs -> mean(rs, ElasticReport::joules)))
                        .orElse(List.of());
        List<ElasticReport> own = all.getOrDefault(ours, List.of());
        List<Double> saved = new ArrayList<>();
        for (int i = 0; i < reactive.size(); i++) {
            saved.add(1 - own.get(i).joules() / reactive.get(i).joules());
        }
        return saved;
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

    private static void print(String name, String against, List<Double> saved, int seeds) {
        System.out.printf(
                Locale.ROOT,
                "%s against %s: fewer joules by %s; %d of %d seeds comparable%n",
                name,
                against,
                Interval.of(saved).percent(),
                saved.size(),
                seeds);
    }

    private static double argument(String[] arguments, int index, double otherwise) {
        return index < arguments.length ? Double.parseDouble(arguments[index]) : otherwise;
    }
}
