package io.aifactory.economics.frontier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The point that gives up least on all axes together: nearest to the utopia point, whose every axis
 * is the best that any point of the frontier reaches, with each axis normalised to [0, 1] over the
 * frontier (compromise solution, Zeleny, "Multiple Criteria Decision Making", 1982, with p = 2).
 * Unlike the greatest distance from the chord between the ends (Das, Structural Optimization 18,
 * 1999) it needs no ends, so it is defined for four axes and for a frontier of one or two points.
 */
final class Knee {
    private static final List<ToDoubleFunction<OperatingPoint>> COSTS =
            List.of(
                    p -> -p.tokensPerSecondPerUser(),
                    p -> -p.tokensPerSecondPerDevice(),
                    OperatingPoint::joulesPerToken,
                    OperatingPoint::moneyPerMillionTokens);

    private Knee() {}

    static Optional<OperatingPoint> of(List<OperatingPoint> frontier) {
        double[] best = new double[COSTS.size()];
        double[] span = new double[COSTS.size()];
        for (int axis = 0; axis < COSTS.size(); axis++) {
            var range = frontier.stream().mapToDouble(COSTS.get(axis)).summaryStatistics();
            best[axis] = range.getMin();
            span[axis] = range.getMax() - range.getMin();
        }
        return frontier.stream()
                .min(
                        Comparator.<OperatingPoint>comparingDouble(p -> distance(p, best, span))
                                .thenComparing(Objective.USER_SPEED.bestFirst()));
    }

    /** Squared, and rounded so that a change of units cannot turn equals into unequals. */
    private static double distance(OperatingPoint point, double[] best, double[] span) {
        double sum = 0;
        for (int axis = 0; axis < span.length; axis++) {
            if (span[axis] > 0) {
                double lost = (COSTS.get(axis).applyAsDouble(point) - best[axis]) / span[axis];
                sum += lost * lost;
            }
        }
        return Math.rint(sum * 1e9) / 1e9;
    }
}
