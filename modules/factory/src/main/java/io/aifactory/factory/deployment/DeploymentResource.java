package io.aifactory.factory.deployment;

import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/deployments} and {@code /api/v1/workers}. */
@Path("/api/v1")
@PermitAll
@RunOnVirtualThread
public class DeploymentResource {
    private final Deployments deployments;
    private final LiveWorkers workers;

    DeploymentResource(Deployments deployments, LiveWorkers workers) {
        this.deployments = deployments;
        this.workers = workers;
    }

    @GET
    @Path("/deployments")
    public List<DeploymentReport> list() {
        return deployments.reports();
    }

    /** Starts serving; poll the list until the state is SERVING. */
    @POST
    @Path("/deployments")
    public Response deploy(@Valid @NotNull DeploymentRequest request) {
        Deployment deployment =
                deployments.deploy(
                        request.name(),
                        request.model(),
                        request.workers() == null ? 1 : request.workers(),
                        request.slots() == null ? 32 : request.slots());
        return Response.accepted(deployments.report(deployment)).build();
    }

    @DELETE
    @Path("/deployments/{name}")
    public void remove(@PathParam("name") String name) {
        deployments.remove(name);
    }

    @GET
    @Path("/workers")
    public List<ReplicaView> workers() {
        return workers.views();
    }

    /**
     * @param name served model name
     * @param model reference of a model version: {@code model@alias}, {@code model:version} or
     *     {@code model}
     * @param workers processes; default 1
     * @param slots sequences at once in each; default 32
     */
    public record DeploymentRequest(
            @NotBlank @Size(max = 96) @Pattern(regexp = "[a-z0-9][a-z0-9._-]*") String name,
            @NotBlank @Size(max = 256) String model,
            @Nullable @Min(1) @Max(64) Integer workers,
            @Nullable @Min(1) @Max(4096) Integer slots) {}
}
