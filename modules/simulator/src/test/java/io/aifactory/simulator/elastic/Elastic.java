package io.aifactory.simulator.elastic;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.planning.ColdStart;
import io.aifactory.schedulercore.planning.ErrorBudget;
import io.aifactory.schedulercore.planning.PlanLimits;
import io.aifactory.schedulercore.planning.Planner;
import io.aifactory.schedulercore.planning.PlannerSettings;
import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.schedulercore.planning.WorkerKind;
import io.aifactory.schedulercore.planning.WorkerPoint;
import io.aifactory.schedulercore.power.WorkerEnergy;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the tests of the elastic fleet share: round figures. */
final class Elastic {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    /** 1 ms per step, 0.1 ms per decoding sequence, 10 µs per prompt token. */
    static final StepTime TIME = new StepTime(1e6, 0.1e6, 10e3, 0);

    /** 0.5 J a step, 0.05 J a sequence, 5 mJ a prompt token: 500 W busy; 100 W idle. */
    static final WorkerEnergy ENERGY = new WorkerEnergy(new EnergyLaw(0.5, 0.05, 0.005), 100);

    static final WorkerPoint POINT = new WorkerPoint(4, "bf16");

    /** Two seconds at 300 W until it serves. */
    static final WorkerKind KIND = new WorkerKind(1, 600, 100, 20, new ColdStart(2, 600));

    private Elastic() {}

    /** Poisson arrivals with lengths that are log-normal around medians. */
    static List<Arrival> arrivals(
            double perSecond, int requests, int prompt, int output, double spread, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < requests; i++) {
            seconds -= Math.log(1 - random.nextDouble()) / perSecond;
            arrivals.add(
                    new Arrival(
                            (long) (seconds * SECOND),
                            length(prompt, spread, random),
                            length(output, spread, random)));
        }
        return arrivals;
    }

    private static int length(int median, double spread, SplittableRandom random) {
        return (int) Math.clamp(median * Math.exp(spread * random.nextGaussian()), 1, 10_000);
    }

    static ElasticSetup setup(int workers) {
        return new ElasticSetup(
                Map.of("bf16", new ElasticEngine(TIME, ENERGY, 64)),
                KIND,
                new ServiceGoal(200, 5, 0.99),
                workers,
                POINT);
    }

    /** Our planner, which plans every second for the last five. */
    static PlannerControl planner(PlanLimits limits, boolean acting) {
        PlannerSettings settings =
                new PlannerSettings(
                        setup(1).goal(),
                        limits,
                        KIND,
                        List.of(POINT),
                        new CostModel(EnergyPrices.declared(), 0));
        return new PlannerControl(
                new Planner(acting ? settings.acting() : settings, new SimulatedReplay(setup(1))),
                new PlannerControl.Horizon(SECOND, 5 * SECOND, 2),
                new ErrorBudget(setup(1).goal(), 30 * SECOND));
    }
}
