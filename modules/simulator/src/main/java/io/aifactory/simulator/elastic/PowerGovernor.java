package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.FleetView;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.PlanAction;
import io.aifactory.schedulercore.power.PowerBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a fleet within a watt budget: every period it reads what was drawn and gives every worker a
 * cap. Workers that start cannot be capped; what they draw is set aside first. Beside it a control
 * of its own may change the fleet, such as a planner whose limits are the budget's.
 */
public final class PowerGovernor implements FleetControl {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PowerBudget budget;
    private final ElasticSetup setup;
    private final double leastCapWatts;
    private final FleetControl planner;
    private long nextPlan;

    /**
     * @param leastCapWatts lowest cap that devices take (an H100 200 W), at least what they draw
     *     idle
     * @param planner changes the fleet in between, at multiples of the budget's period; {@link
     *     FleetControl#NONE} for nobody
     */
    public PowerGovernor(
            PowerBudget budget, ElasticSetup setup, double leastCapWatts, FleetControl planner) {
        if (budget.periodSeconds() != 1) {
            throw new IllegalArgumentException(
                    "the ledger knows whole seconds; the budget's period must be 1 s, not "
                            + budget.periodSeconds());
        }
        this.budget = budget;
        this.setup = setup;
        this.leastCapWatts = leastCapWatts;
        this.planner = planner;
        this.nextPlan = planner.everyNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : 0;
    }

    @Override
    public long everyNanos() {
        return Math.round(budget.periodSeconds() * NANOS_PER_SECOND);
    }

    @Override
    public void control(ElasticFleet fleet, long nowNanos) {
        if (nowNanos >= nextPlan) {
            planner.control(fleet, nowNanos);
            nextPlan = nowNanos + planner.everyNanos();
        }
        FleetView view = fleet.view();
        double starting =
                setup.kind().coldStart().watts()
                        * view.workers().stream()
                                .filter(w -> w.phase() instanceof Starting)
                                .count();
        List<PowerBudget.Draw> draws = new ArrayList<>();
        Map<String, Worker> workers = new LinkedHashMap<>();
        for (Worker worker : view.workers()) {
            if (!(worker.phase() instanceof Starting)) {
                workers.put(worker.id(), worker);
                draws.add(
                        new PowerBudget.Draw(
                                worker.id(),
                                fleet.wantedWatts(worker.id()),
                                leastCapWatts,
                                setup.kind().peakWatts()));
            }
        }
        // a fleet that may grow may need all of it later
        double least =
                planner.everyNanos() == Long.MAX_VALUE
                        ? starting + leastCapWatts * draws.size()
                        : budget.watts();
        double allowed = budget.allowedWatts(lastSeconds(fleet, nowNanos), least);
        PowerBudget.Decision decision = budget.divide(allowed - starting, draws);
        // all at their least is what can be done where starts did not keep to the budget
        boolean tooMany = !decision.excess().isEmpty();
        workers.values()
                .forEach(w -> cap(fleet, w, tooMany ? leastCapWatts : given(decision, w.id())));
    }

    private static double given(PowerBudget.Decision decision, String id) {
        return decision.caps().stream()
                .filter(cap -> cap.id().equals(id))
                .mapToDouble(PowerBudget.Cap::watts)
                .findFirst()
                .orElseThrow();
    }

    private static void cap(ElasticFleet fleet, Worker worker, double watts) {
        if (worker.point().capWatts() != watts) {
            fleet.apply(new PlanAction.ChangePoint(worker.id(), worker.point().withCap(watts)));
        }
    }

    private List<Double> lastSeconds(ElasticFleet fleet, long nowNanos) {
        int now = (int) (nowNanos / NANOS_PER_SECOND);
        PowerLedger ledger = fleet.ledger();
        List<Double> joules = new ArrayList<>();
        for (int second = Math.max(0, now - budget.periods() + 1); second < now; second++) {
            joules.add(ledger.joulesInSecond(second));
        }
        return joules;
    }
}
