package io.aifactory.simulator;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.simulator.model.WorkerModel;

/**
 * A fleet and what is expected of it.
 *
 * @param workers equal workers; from 1 to {@value #MOST_WORKERS}
 * @param model of each of them
 * @param slo that each request is promised
 * @param costs of devices and energy
 * @param view what is known of the workers' caches
 */
public record Scenario(
        int workers, WorkerModel model, SloRule slo, CostModel costs, CacheView view) {
    /** More are not simulated. */
    public static final int MOST_WORKERS = 10_000;

    public Scenario {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "a fleet has 1 to " + MOST_WORKERS + " workers, not " + workers);
        }
    }

    /** Whose caches are known at once. */
    public Scenario(int workers, WorkerModel model, SloRule slo, CostModel costs) {
        this(workers, model, slo, costs, CacheView.TRUE);
    }

    /** The same, seen in another way. */
    public Scenario seen(CacheView otherView) {
        return new Scenario(workers, model, slo, costs, otherView);
    }

    /** The same with another number of workers. */
    public Scenario withWorkers(int number) {
        return new Scenario(number, model, slo, costs, view);
    }
}
