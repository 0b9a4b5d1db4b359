package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.forecast.LastValue;
import io.aifactory.schedulercore.forecast.LoadForecast;
import io.aifactory.schedulercore.forecast.LoadPredictor;
import io.aifactory.schedulercore.forecast.LocalLinearTrend;
import io.aifactory.schedulercore.planning.ErrorBudget;
import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.schedulercore.planning.Plan;
import io.aifactory.schedulercore.planning.Planner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our planner at work: every interval it is asked for a plan for the last requests, as close after
 * one another as they may come when a worker started now would serve, and for the share of good
 * requests that the error budget leaves.
 */
public final class PlannerControl implements FleetControl {
    private static final int REMEMBERED_ERRORS = 120;
    private static final int SCENARIOS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * When and for what it plans.
     *
     * @param everyNanos how often
     * @param windowNanos how much of the past is replayed
     * @param coldStartSeconds how far ahead it looks, beside one interval
     */
    public record Horizon(long everyNanos, long windowNanos, double coldStartSeconds) {
        int intervalsAhead() {
            return 1 + (int) Math.ceil(coldStartSeconds * NANOS_PER_SECOND / everyNanos);
        }
    }

    private final Planner planner;
    private final Horizon horizon;
    private final ErrorBudget budget;
    private final LoadForecast forecast;
    private final LoadForecast nextInterval;
    private int counted;
    private int ended;
    private int missed;
    private @Nullable Plan last;

    /**
     * @param planner whose plans are carried out unless they are advice
     * @param budget is told what came of them
     */
    public PlannerControl(Planner planner, Horizon horizon, ErrorBudget budget) {
        this.planner = planner;
        this.horizon = horizon;
        this.budget = budget;
        this.forecast = forecast(horizon.intervalsAhead());
        this.nextInterval = forecast(1);
    }

    private static LoadForecast forecast(int ahead) {
        List<LoadPredictor> predictors = new ArrayList<>(List.of(new LastValue()));
        predictors.addAll(LocalLinearTrend.ofManyNoises());
        return new LoadForecast(ahead, REMEMBERED_ERRORS, predictors);
    }

    @Override
    public long everyNanos() {
        return horizon.everyNanos();
    }

    @Override
    public void control(ElasticFleet fleet, long nowNanos) {
        if (nowNanos == 0) {
            return;
        }
        int count = fleet.arrivals().count();
        forecast.observe(count - counted);
        nextInterval.observe(count - counted);
        counted = count;
        budget.ended(fleet.ended() - ended, fleet.missed() - missed, nowNanos);
        ended = fleet.ended();
        missed = fleet.missed();
        LoadWindow window = fleet.arrivals().last(horizon.windowNanos(), nowNanos);
        Plan plan =
                planner.plan(
                        fleet.view(),
                        scenarios(window, forecast),
                        scenarios(window, nextInterval),
                        budget.neededShare(),
                        nowNanos);
        plan.toCarryOut().forEach(fleet::apply);
        last = plan;
    }

    /** An interval in which nothing comes is not replayed: any fleet holds it. */
    private List<LoadWindow> scenarios(LoadWindow window, LoadForecast expectation) {
        if (window.requests().isEmpty()) {
            return List.of(window);
        }
        double perInterval = window.rate() * horizon.everyNanos() / NANOS_PER_SECOND;
        return Arrays.stream(expectation.scenarios(SCENARIOS))
                .filter(requests -> requests > 0)
                .distinct()
                .mapToObj(requests -> window.faster(requests / perInterval))
                .toList();
    }

    /** The newest plan, if there is one. */
    public Optional<Plan> lastPlan() {
        return Optional.ofNullable(last);
    }
}
