package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.forecast.LastValue;
import io.aifactory.schedulercore.forecast.LoadForecast;
import io.aifactory.schedulercore.forecast.LocalLinearTrend;
import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.schedulercore.planning.Plan;
import io.aifactory.schedulercore.planning.Planner;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our planner at work: every interval it is asked for a plan for the last requests, as close after
 * one another as they are expected to come when a worker started now would serve.
 */
public final class PlannerControl implements FleetControl {
    private static final int REMEMBERED_ERRORS = 120;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * When and for what it plans.
     *
     * @param everyNanos how often
     * @param windowNanos how much of the past is replayed
     * @param coldStartSeconds how far ahead it looks, beside one interval
     * @param share of the forecasts' errors that are to be covered, in (0, 1)
     */
    public record Horizon(
            long everyNanos, long windowNanos, double coldStartSeconds, double share) {
        int intervalsAhead() {
            return 1 + (int) Math.ceil(coldStartSeconds * NANOS_PER_SECOND / everyNanos);
        }
    }

    private final Planner planner;
    private final Horizon horizon;
    private final LoadForecast forecast;
    private final LoadForecast nextInterval;
    private int counted;
    private @Nullable Plan last;

    /**
     * @param planner whose plans are carried out unless they are advice
     */
    public PlannerControl(Planner planner, Horizon horizon) {
        this.planner = planner;
        this.horizon = horizon;
        this.forecast = forecast(horizon.intervalsAhead());
        this.nextInterval = forecast(1);
    }

    private static LoadForecast forecast(int ahead) {
        return new LoadForecast(
                ahead, REMEMBERED_ERRORS, List.of(new LastValue(), new LocalLinearTrend()));
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
        LoadWindow window = fleet.arrivals().last(horizon.windowNanos(), nowNanos);
        Plan plan =
                planner.plan(
                        fleet.view(),
                        List.of(asExpected(window, forecast)),
                        List.of(asExpected(window, nextInterval)),
                        nowNanos);
        plan.toCarryOut().forEach(fleet::apply);
        last = plan;
    }

    private LoadWindow asExpected(LoadWindow window, LoadForecast expectation) {
        double rate = expectation.upper(horizon.share()) * NANOS_PER_SECOND / horizon.everyNanos();
        return window.requests().isEmpty() || rate == 0
                ? window
                : window.faster(rate / window.rate());
    }

    /** The newest plan, if there is one. */
    public Optional<Plan> lastPlan() {
        return Optional.ofNullable(last);
    }
}
