package io.aifactory.training.rest;

import io.aifactory.training.runner.TrainingJobs;
import io.aifactory.training.store.JobStore.Submission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/training-jobs}. */
@Path("/api/v1/training-jobs")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class TrainingJobsResource {
    private final TrainingJobs jobs;
    private final PlanReader plans;

    TrainingJobsResource(TrainingJobs jobs, PlanReader plans) {
        this.jobs = jobs;
        this.plans = plans;
    }

    /** Submits a job: 202 while there is work to do, 200 where the same work is already done. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(@Nullable JobRequest request) {
        Submission submission = jobs.submit(plans.plan(request));
        JobView view = JobView.of(submission.job());
        boolean done = submission.job().state().name().terminal();
        return Response.status(done ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(view)
                .build();
    }

    /** The newest jobs first. */
    @GET
    public List<JobView> list() {
        return jobs.list().stream().map(JobView::of).toList();
    }

    /** One job. */
    @GET
    @Path("/{id}")
    public JobView get(@PathParam("id") String id) {
        return JobView.of(jobs.get(JobIds.parse(id)));
    }

    /**
     * The curves of a job in at most 2,000 points: the first, the last, those with an evaluation
     * (evenly spaced ones of more than 1,000) and evenly spaced steps between.
     */
    @GET
    @Path("/{id}/metrics")
    @Operation(
            summary = "The curves of a job",
            description =
                    "At most 2,000 points in the order of their steps: the first, the last, those"
                            + " with heldOutBitsPerByte (of more than 1,000, evenly spaced ones and"
                            + " always the newest) and evenly spaced steps between.")
    public MetricsView metrics(@PathParam("id") String id) {
        return new MetricsView(jobs.metrics(JobIds.parse(id)));
    }

    /** Calls a job off; its process is gone when this answers. */
    @DELETE
    @Path("/{id}")
    public JobView cancel(@PathParam("id") String id) {
        return JobView.of(jobs.cancel(JobIds.parse(id)));
    }
}
