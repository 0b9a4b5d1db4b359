package io.aifactory.ingestion.api;

import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.job.JobBook;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** A job as a stream of server-sent events. */
@Path("/api/v1/ingestion-jobs/{id}/events")
@PermitAll
public class JobEventsResource {
    private static final Duration FIRST_LOOK = Duration.ofMillis(1);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final JobBook book;

    public JobEventsResource(JobBook book) {
        this.book = book;
    }

    /** The job each time it has changed, up to its end. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<JobView> events(String id) {
        UUID job = NamedJob.find(book, id).spec().id();
        return Multi.createFrom()
                .ticks()
                .startingAfter(FIRST_LOOK)
                .every(LOOK)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .map(_ -> book.find(job).orElseThrow(() -> NamedJob.notFound(id)))
                .skip()
                .repetitions()
                .concatMap(JobEventsResource::closingIfFinished)
                .select()
                .first(Optional::isPresent)
                .map(seen -> JobView.of(seen.orElseThrow()));
    }

    /** The job, and after a finished one an empty element, at which the stream is cut. */
    private static Multi<Optional<IngestionJob>> closingIfFinished(IngestionJob job) {
        return job.isFinished()
                ? Multi.createFrom().items(Optional.of(job), Optional.empty())
                : Multi.createFrom().item(Optional.of(job));
    }
}
