package io.aifactory.simulator.experiment;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.planning.ColdStart;
import io.aifactory.schedulercore.planning.ErrorBudget;
import io.aifactory.schedulercore.planning.PlanLimits;
import io.aifactory.schedulercore.planning.Planner;
import io.aifactory.schedulercore.planning.PlannerSettings;
import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.schedulercore.planning.WorkerKind;
import io.aifactory.schedulercore.planning.WorkerPoint;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.scoring.LeastDamage;
import io.aifactory.simulator.elastic.ElasticEngine;
import io.aifactory.simulator.elastic.ElasticSetup;
import io.aifactory.simulator.elastic.PlannerControl;
import io.aifactory.simulator.elastic.PlannerControl.Horizon;
import io.aifactory.simulator.elastic.SimulatedReplay;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The fleet of the energy experiments: Qwen3-8B on H100s, 1 s to the first token and 25 ms between
 * tokens for 99 % of the requests. Assumed, not measured: a cold start takes a minute at 200 W, and
 * a device without a worker is given back and draws nothing that is ours, unless said otherwise.
 */
final class EnergySetups {
    static final String PRECISION = "bf16";
    static final WorkerPoint POINT = new WorkerPoint(192, PRECISION);
    static final int DEVICES = 16;
    static final double COLD_SECONDS = 60;

    /** Milliseconds; up to where prompts leave next to nothing of the 25 ms. */
    static final List<Double> PACES =
            DoubleStream.iterate(11, pace -> pace <= 23, pace -> pace + 0.75).boxed().toList();

    private static final double COLD_WATTS = 200;
    private static final double PEAK_WATTS = 700;
    private static final double IDLE_WATTS = 100;
    private static final ServiceGoal GOAL = new ServiceGoal(1_000, 25, 0.99);
    private static final long EVERY = 10_000_000_000L;
    private static final long WINDOW = 60_000_000_000L;
    private static final long BUDGET_WINDOW = 300_000_000_000L;

    private EnergySetups() {}

    static ElasticSetup fleet(int workers, double parkedWatts) {
        return fleet(workers, parkedWatts, COLD_SECONDS);
    }

    static ElasticSetup fleet(int workers, double parkedWatts, double coldSeconds) {
        return new ElasticSetup(
                Map.of(PRECISION, ElasticEngine.QWEN3_8B_ON_H100),
                new WorkerKind(
                        1,
                        PEAK_WATTS,
                        IDLE_WATTS,
                        parkedWatts,
                        new ColdStart(coldSeconds, coldSeconds * COLD_WATTS)),
                GOAL,
                workers,
                POINT);
    }

    static Router ourRouter() {
        return new LeastDamage(new EngineModel(), CostModel.declared());
    }

    /**
     * Our planner, which saves joules.
     *
     * @param paces in milliseconds that it may choose beside full speed, rising
     */
    static PlannerControl planner(ElasticSetup setup, List<Double> paces) {
        PlannerSettings settings =
                new PlannerSettings(
                                GOAL,
                                PlanLimits.ofDevices(DEVICES),
                                setup.kind(),
                                List.of(POINT),
                                new CostModel(EnergyPrices.declared(), 0))
                        .acting()
                        .pacedAt(paces);
        return new PlannerControl(
                new Planner(settings, new SimulatedReplay(setup)),
                new Horizon(EVERY, WINDOW, setup.kind().coldStart().seconds()),
                new ErrorBudget(GOAL, BUDGET_WINDOW));
    }
}
