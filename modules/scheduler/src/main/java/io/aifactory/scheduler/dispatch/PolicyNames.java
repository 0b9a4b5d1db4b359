package io.aifactory.scheduler.dispatch;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.Policies;
import io.aifactory.schedulercore.scoring.LeastDamage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The policies that the front door can be set to. */
public final class PolicyNames {
    private PolicyNames() {}

    /** All of them, the usual one first. */
    public static List<String> all() {
        List<String> names = new ArrayList<>(List.of(LeastDamage.NAME));
        names.addAll(Policies.names());
        return List.copyOf(names);
    }

    /**
     * A policy by its name.
     *
     * @param costs of energy and of a worker's time, where the policy asks
     * @param completed is told of decisions whose sequences have ended, where the policy follows
     *     them
     * @param random what randomised policies draw from
     * @throws IllegalArgumentException if the name is unknown
     */
    public static Policy named(
            String name,
            CostModel costs,
            Consumer<DecisionRecord> completed,
            RandomGenerator random) {
        if (!all().contains(name)) {
            throw new IllegalArgumentException(
                    "aifactory.scheduler.policy is '%s'; known: %s"
                            .formatted(name, String.join(", ", all())));
        }
        return name.equals(LeastDamage.NAME)
                ? kindOf -> new LeastDamage(new EngineModel(kindOf), costs, completed)
                : Policy.of(Policies.named(name, random));
    }
}
