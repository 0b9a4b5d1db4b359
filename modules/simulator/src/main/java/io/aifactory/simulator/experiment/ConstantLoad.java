package io.aifactory.simulator.experiment;

import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.elastic.ElasticReport;
import io.aifactory.simulator.elastic.ElasticRun;
import io.aifactory.simulator.elastic.FleetControl;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Joules under our planner, which is not told how many workers it takes, against the smallest fixed
 * fleet with round robin that serves 99 % well, which somebody found by trying: {@code ConstantLoad
 * [seeds] [minutes] [requests/s …]}. The planner begins with as many workers as that fleet, so that
 * joules are compared where as much is served, and once more with two, where what it takes to find
 * the size counts.
 */
public final class ConstantLoad {
    private static final double GOAL = 0.99;
    private static final int TOO_FEW_WORKERS = 2;

    private ConstantLoad() {}

    public static void main(String... arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        double minutes = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 30;
        List<Double> rates = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            rates.add(Double.parseDouble(arguments[i]));
        }
        for (double rate : rates.isEmpty() ? List.of(18.0, 38.0) : rates) {
            List<Double> paced = new ArrayList<>();
            List<Double> full = new ArrayList<>();
            List<Double> tooFew = new ArrayList<>();
            DayTrace load = new DayTrace(60 * minutes, rate, rate, 0);
            for (int seed = 1; seed <= seeds; seed++) {
                List<Arrival> arrivals = load.generate(seed);
                ElasticReport oracle = smallest(load, arrivals);
                int size = (int) Math.round(oracle.meanWorkers());
                paced.add(ours(load, arrivals, oracle, size, EnergySetups.PACES));
                full.add(ours(load, arrivals, oracle, size, List.of()));
                tooFew.add(ours(load, arrivals, oracle, TOO_FEW_WORKERS, EnergySetups.PACES));
            }
            print(rate, "planner", Interval.of(paced));
            print(rate, "planner at full speed", Interval.of(full));
            print(rate, "planner that begins with too few", Interval.of(tooFew));
        }
    }

    private static ElasticReport smallest(DayTrace load, List<Arrival> arrivals) {
        for (int workers = 1; ; workers++) {
            ElasticReport report =
                    run(workers, load, arrivals, new RoundRobin(), FleetControl.NONE);
            if (report.share() >= GOAL || workers == EnergySetups.DEVICES) {
                return report;
            }
        }
    }

    private static double ours(
            DayTrace load,
            List<Arrival> arrivals,
            ElasticReport oracle,
            int first,
            List<Double> paces) {
        ElasticReport report =
                run(
                        first,
                        load,
                        arrivals,
                        EnergySetups.ourRouter(),
                        EnergySetups.planner(EnergySetups.fleet(first, 0), paces));
        System.out.printf(
                Locale.ROOT,
                "from %d workers, %d paces: ours %.2f %% good, %.2f workers, %.3f J/token; oracle %.2f %% good, %.2f workers, %.3f J/token%n",
                first,
                paces.size(),
                100 * report.share(),
                report.meanWorkers(),
                report.joulesPerToken(),
                100 * oracle.share(),
                oracle.meanWorkers(),
                oracle.joulesPerToken());
        return report.joules() / oracle.joules() - 1;
    }

    private static ElasticReport run(
            int workers,
            DayTrace load,
            List<Arrival> arrivals,
            Router router,
            FleetControl control) {
        return ElasticRun.run(
                EnergySetups.fleet(workers, 0),
                router,
                arrivals,
                control,
                EnergySetups.DEVICES,
                load.nanos());
    }

    private static void print(double rate, String who, Interval interval) {
        System.out.printf(
                Locale.ROOT,
                "%.0f requests/s, %s: joules beyond those of the oracle's fleet %s%n",
                rate,
                who,
                interval.percent());
    }
}
