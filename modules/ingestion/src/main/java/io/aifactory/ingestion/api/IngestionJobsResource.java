package io.aifactory.ingestion.api;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.job.Ingestion;
import io.aifactory.ingestion.job.IngestionJob;
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
import java.util.UUID;

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
        return JobView.of(find(id));
    }

    /** Cancels a job that has not ended; the answer is the job afterwards. */
    @DELETE
    @Path("/{id}")
    public JobView cancel(String id) {
        return JobView.of(ingestion.cancel(find(id).spec().id()).orElseThrow(() -> notFound(id)));
    }

    /** What happened to a job so far, warnings about its documents included. */
    @GET
    @Path("/{id}/history")
    public List<EventView> history(String id) {
        return book.events(find(id).spec().id()).stream()
                .map(e -> new EventView(e.kind().name(), e.detail(), e.occurredAt()))
                .toList();
    }

    private IngestionJob find(String id) {
        try {
            return book.find(UUID.fromString(id)).orElseThrow(() -> notFound(id));
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    private static FactoryException notFound(String id) {
        return new FactoryException(
                ErrorCode.NOT_FOUND,
                "There is no ingestion job '" + id + "'; GET /api/v1/ingestion-jobs lists them.");
    }
}
