package io.aifactory.economics.frontier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The measured points of one model on one device, and which of them are worth choosing.
 *
 * @param measured every point, by concurrency
 * @param frontier those no other point dominates, the fastest for one user first
 */
public record ParetoFrontier(List<OperatingPoint> measured, List<OperatingPoint> frontier) {
    public ParetoFrontier {
        measured = List.copyOf(measured);
        frontier = List.copyOf(frontier);
    }

    /** Points with equal figures on all axes are all kept. */
    public static ParetoFrontier of(List<OperatingPoint> points) {
        List<OperatingPoint> measured =
                points.stream()
                        .sorted(Comparator.comparingInt(OperatingPoint::concurrency))
                        .toList();
        List<OperatingPoint> frontier =
                measured.stream()
                        .filter(p -> measured.stream().noneMatch(other -> other.dominates(p)))
                        .sorted(
                                Comparator.comparingDouble(OperatingPoint::tokensPerSecondPerUser)
                                        .reversed())
                        .toList();
        return new ParetoFrontier(measured, frontier);
    }

    /**
     * The point of the frontier nearest to the best of every axis, each normalised over the
     * frontier (compromise solution with p = 2); equally near ones by speed for the user. Empty if
     * nothing was measured.
     */
    public Optional<OperatingPoint> knee() {
        return Knee.of(frontier);
    }

    /**
     * The best of all measured points that keep the bounds. Not of the frontier alone: watts are no
     * axis, so a dominated point may keep a bound that none of the frontier does.
     *
     * @return empty if no point keeps them
     */
    public Optional<OperatingPoint> best(OperatingBounds bounds, Objective objective) {
        return measured.stream().filter(bounds::allow).min(objective.bestFirst());
    }

    public boolean contains(OperatingPoint point) {
        return frontier.contains(point);
    }
}
