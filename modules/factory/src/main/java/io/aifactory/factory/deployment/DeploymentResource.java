package io.aifactory.factory.deployment;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.ReplicaView;
import io.aifactory.factory.supervision.history.WorkerEvent;
import io.aifactory.factory.supervision.history.WorkerRecords;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/deployments} and {@code /api/v1/workers}. */
@Path("/api/v1")
@PermitAll
@RunOnVirtualThread
public class DeploymentResource {
    private static final int LARGEST_PAGE = 1_000;
    private static final String NO_BOUND = "9223372036854775807";

    private final Deployments deployments;
    private final DeploymentStore deploymentRecords;
    private final LiveWorkers workers;
    private final WorkerRecords workerRecords;
    private final QualityBeside qualities;

    DeploymentResource(
            Deployments deployments,
            DeploymentStore deploymentRecords,
            LiveWorkers workers,
            WorkerRecords workerRecords,
            QualityBeside qualities) {
        this.deployments = deployments;
        this.deploymentRecords = deploymentRecords;
        this.workers = workers;
        this.workerRecords = workerRecords;
        this.qualities = qualities;
    }

    @GET
    @Path("/deployments")
    public List<DeploymentReport> list() {
        return qualities.of(deployments.reports(), workers.views());
    }

    /** One deployment, also one that has been removed. */
    @GET
    @Path("/deployments/{name}")
    public DeploymentReport deployment(@PathParam("name") String name) {
        Deployment found = deploymentRecords.find(name).orElseThrow(() -> neverDeployed(name));
        return qualities.of(deployments.report(found), workers.views());
    }

    /** Starts serving; poll the list until the state is SERVING. */
    @POST
    @Path("/deployments")
    public Response deploy(@Valid @NotNull DeploymentRequest request) {
        int slots = request.slots() == null ? 32 : request.slots();
        Deployment deployment =
                deployments.deploy(
                        request.name(),
                        request.model(),
                        request.workers() == null ? 1 : request.workers(),
                        slots,
                        Optional.ofNullable(request.precision()).flatMap(PrecisionSetting::of),
                        Optional.ofNullable(request.slo()).map(slo -> slo.slo(slots)),
                        request.adapters() == null ? List.of() : request.adapters(),
                        Optional.ofNullable(request.draft()));
        return Response.accepted(deployments.report(deployment)).build();
    }

    @DELETE
    @Path("/deployments/{name}")
    public void remove(@PathParam("name") String name) {
        deployments.remove(name);
    }

    /** What happened to a deployment, the newest first; it may have been removed. */
    @GET
    @Path("/deployments/{name}/events")
    public List<DeploymentEvent> deploymentEvents(
            @PathParam("name") String name,
            @QueryParam("before") @DefaultValue(NO_BOUND) @Min(1) long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        if (deploymentRecords.find(name).isEmpty()) {
            throw neverDeployed(name);
        }
        return deploymentRecords.events(name, before, limit);
    }

    private static FactoryException neverDeployed(String name) {
        return new FactoryException(
                ErrorCode.NOT_FOUND,
                "nothing was ever deployed under '"
                        + name
                        + "'; list the deployments with GET /api/v1/deployments");
    }

    @GET
    @Path("/workers")
    public List<ReplicaView> workers() {
        return workers.views();
    }

    /**
     * What happened to a worker, the newest first; it may be gone. What has happened just now may
     * still be on its way to the database.
     */
    @GET
    @Path("/workers/{id}/events")
    public List<WorkerEvent> workerEvents(
            @PathParam("id") String id,
            @QueryParam("before") @DefaultValue(NO_BOUND) @Min(1) long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        if (!workerRecords.knows(id)
                && workers.views().stream().noneMatch(v -> v.id().equals(id))) {
            throw new FactoryException(
                    ErrorCode.NOT_FOUND,
                    "there was never a worker '" + id + "'; list them with GET /api/v1/workers");
        }
        return workerRecords.events(id, before, limit);
    }

    /**
     * @param name served model name
     * @param model reference of a model version: {@code model@alias}, {@code model:version} or
     *     {@code model}
     * @param workers processes; default 1
     * @param slots sequences at once in each; default 32
     * @param precision {@code auto}, {@code f32}, {@code bf16}, {@code int8} or {@code int4};
     *     default as the workers are configured
     * @param slo what it promises; workers choose by it; default as they are configured
     * @param adapters LoRA adapters to serve beside it; default none
     * @param draft a smaller model with the same tokenizer that guesses next tokens for it; default
     *     none
     */
    public record DeploymentRequest(
            @NotBlank @Size(max = 96) @Pattern(regexp = "[a-z0-9][a-z0-9._-]*") String name,
            @NotBlank @Size(max = 256) String model,
            @Nullable @Min(1) @Max(64) Integer workers,
            @Nullable @Min(1) @Max(4096) Integer slots,
            @Nullable
                    @Pattern(
                            regexp = "auto|f32|bf16|int8|int4",
                            message = "must be auto, f32, bf16, int8 or int4")
                    String precision,
            @Nullable @Valid SloSetting slo,
            @Nullable @Size(max = Limits.ADAPTERS) List<@Valid @NotNull AdapterRequest> adapters,
            @Nullable @Valid DraftRequest draft) {}
}
