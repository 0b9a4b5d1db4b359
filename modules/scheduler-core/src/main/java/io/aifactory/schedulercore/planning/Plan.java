package io.aifactory.schedulercore.planning;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What shall be done, and why.
 *
 * @param advisory somebody is to read it, nobody to carry it out
 * @param actions in this order; empty if all is as it shall be
 * @param workers how many shall serve in the end
 * @param chosen what the replays found to be enough for the cheapest; {@code workers} differs where
 *     a person, a limit or the price of a later start does
 * @param candidates all that were replayed
 * @param reasons in words, the most important first
 */
public record Plan(
        boolean advisory,
        List<PlanAction> actions,
        int workers,
        JudgedFleet chosen,
        List<JudgedFleet> candidates,
        List<String> reasons) {
    public Plan {
        actions = List.copyOf(actions);
        candidates = List.copyOf(candidates);
        reasons = List.copyOf(reasons);
    }

    /** The actions, or none where the plan is an advice. */
    public List<PlanAction> toCarryOut() {
        return advisory ? List.of() : actions;
    }

    /** For people: what, why, and what else was looked at. */
    public String explanation() {
        String todo =
                actions.isEmpty()
                        ? "nothing to do"
                        : actions.stream().map(Object::toString).collect(Collectors.joining(", "));
        return (advisory ? "Advice: " : "Plan: ")
                + todo
                + ".\nBecause "
                + String.join("; ", reasons)
                + ".\nLooked at:"
                + candidates.stream().map(c -> "\n  " + c).collect(Collectors.joining());
    }
}
