package io.aifactory.simulator.experiment;

import io.aifactory.simulator.elastic.ElasticReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which joules go with which share of good requests over the settings of one control: of those that
 * no other one beats in both, with straight lines between them.
 */
final class Frontier {
    private final List<ElasticReport> points = new ArrayList<>();

    Frontier(List<ElasticReport> reports) {
        reports.stream()
                .sorted(Comparator.comparingDouble(ElasticReport::joules))
                .filter(r -> points.isEmpty() || r.share() > points.getLast().share())
                .forEach(points::add);
    }

    /** Joules for a share; empty for one that no setting reaches or all exceed. */
    OptionalDouble joules(double share) {
        for (int i = 1; i < points.size(); i++) {
            ElasticReport less = points.get(i - 1);
            ElasticReport more = points.get(i);
            if (less.share() <= share && share <= more.share()) {
                double part = (share - less.share()) / (more.share() - less.share());
                return OptionalDouble.of(less.joules() + part * (more.joules() - less.joules()));
            }
        }
        return OptionalDouble.empty();
    }
}
