package io.aifactory.factory.dashboard;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.factory.deployment.DeploymentReport;
import io.aifactory.factory.deployment.Deployments;
import io.aifactory.factory.deployment.QualityBeside;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;

/** {@code /api/v1/overview}, {@code /api/v1/prices} and {@code /api/v1/frontiers}. */
@Path("/api/v1")
@PermitAll
@RunOnVirtualThread
public class DashboardResource {
    private final Instant startedAt = Instant.now();
    private final Deployments deployments;
    private final LiveWorkers workers;
    private final FrontierStore frontiers;
    private final CostModel costs;
    private final QualityBeside qualities;

    DashboardResource(
            Deployments deployments,
            LiveWorkers workers,
            FrontierStore frontiers,
            CostModel costs,
            QualityBeside qualities) {
        this.deployments = deployments;
        this.workers = workers;
        this.frontiers = frontiers;
        this.costs = costs;
        this.qualities = qualities;
    }

    /** The live figures of the whole factory. */
    @GET
    @Path("/overview")
    public Overview overview() {
        List<ReplicaView> now = workers.views();
        return new Overview(
                startedAt,
                qualities.of(deployments.reports(), now),
                now,
                now.stream().mapToDouble(ReplicaView::tokensPerSecond).sum(),
                now.stream().mapToLong(ReplicaView::generatedTokensTotal).sum(),
                now.stream().mapToDouble(ReplicaView::joulesTotal).sum());
    }

    /**
     * What energy and machines cost here, as configured: {@code usage} and frontier use the same.
     */
    @GET
    @Path("/prices")
    public CostModel prices() {
        return costs;
    }

    /** The newest measured frontiers, the latest first. */
    @GET
    @Path("/frontiers")
    public List<FrontierReport> frontiers() {
        return frontiers.newest();
    }

    @POST
    @Path("/frontiers")
    public FrontierReport add(@Valid @NotNull FrontierReport report) {
        frontiers.add(report);
        return report;
    }

    /**
     * @param startedAt of the control plane
     * @param tokensPerSecond of all workers together, since their last health check
     * @param generatedTokens by the present worker processes
     * @param joules used by them
     */
    public record Overview(
            Instant startedAt,
            List<DeploymentReport> deployments,
            List<ReplicaView> workers,
            double tokensPerSecond,
            long generatedTokens,
            double joules) {}
}
