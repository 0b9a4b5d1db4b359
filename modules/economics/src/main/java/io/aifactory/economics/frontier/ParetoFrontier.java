package io.aifactory.economics.frontier;

import java.util.Comparator;
import java.util.List;

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

    public boolean contains(OperatingPoint point) {
        return frontier.contains(point);
    }
}
