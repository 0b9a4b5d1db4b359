package io.aifactory.ingestion.api;

import io.aifactory.ingestion.job.Ingestion;
import io.aifactory.ingestion.job.JobBook;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** Jobs that make dataset versions. */
@Path("/api/v1/ingestion-jobs")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class IngestionJobsResource {
    private final Ingestion ingestion;
    private final JobBook book;

    public IngestionJobsResource(Ingestion ingestion, JobBook book) {
        this.ingestion = ingestion;
        this.book = book;
    }

    /** Something that happened. */
    public record EventView(String kind, String detail, Instant occurredAt) {}

    /** The newest jobs. */
    @GET
    public List<JobView> newest(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1_000) int limit) {
        return book.newest(limit).stream().map(JobView::of).toList();
    }

    @GET
    @Path("/{id}")
    public JobView job(String id) {
        return JobView.of(NamedJob.find(book, id));
    }

    /** Cancels a job that has not ended; the answer is the job afterwards. */
    @DELETE
    @Path("/{id}")
    public JobView cancel(String id) {
        return JobView.of(
                ingestion
                        .cancel(NamedJob.find(book, id).spec().id())
                        .orElseThrow(() -> NamedJob.notFound(id)));
    }

    /** What happened to a job so far, warnings about its documents included. */
    @GET
    @Path("/{id}/history")
    public List<EventView> history(String id) {
        return book.events(NamedJob.find(book, id).spec().id()).stream()
                .map(e -> new EventView(e.kind().name(), e.detail(), e.occurredAt()))
                .toList();
    }
}
