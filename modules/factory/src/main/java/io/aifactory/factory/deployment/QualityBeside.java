package io.aifactory.factory.deployment;

import io.aifactory.factory.quality.DeploymentQuality;
import io.aifactory.factory.quality.QualityStore;
import io.aifactory.factory.supervision.ReplicaView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts beside deployments what is known of their quality. The precision is the one that a worker
 * says it keeps the model in: what was asked for may leave the choice to it.
 */
@ApplicationScoped
public class QualityBeside {
    private static final Set<String> SETTLED = Set.of("SERVING", "DEGRADED");

    private final QualityStore qualities;

    QualityBeside(QualityStore qualities) {
        this.qualities = qualities;
    }

    /**
     * @param workers all there are
     */
    public List<DeploymentReport> of(List<DeploymentReport> reports, List<ReplicaView> workers) {
        return reports.stream().map(report -> of(report, workers)).toList();
    }

    DeploymentReport of(DeploymentReport report, List<ReplicaView> workers) {
        return served(report, workers)
                .map(precision ->
                        report.with(
                                DeploymentQuality.of(
                                        report.modelVersion(),
                                        precision,
                                        qualities.of(report.manifest(), precision))))
                .orElse(report);
    }

    /** While a deployment starts, workers of the version before it may serve under its name. */
    private static Optional<String> served(DeploymentReport report, List<ReplicaView> workers) {
        return workers.stream()
                .filter(_ -> SETTLED.contains(report.state()))
                .filter(worker -> worker.model().equals(report.name()))
                .map(ReplicaView::precision)
                .filter(precision -> !precision.isEmpty())
                .findFirst();
    }
}
